package dev.parley.api.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody is signed in at the console. Immutable.
 *
 * @param id a secret: who knows it can end the session
 * @param key names the admin key that it was opened by
 * @param until when it ends by itself
 * @param token has to come with each request, beside the cookie: pages of others cannot know it
 */
public record ConsoleSession(String id, String key, Instant until, String token) {

    private static final int SHOWN = 8;

    /** Who that is, for those who are told what was done. */
    public Actor actor() {
        return new Actor(key, Optional.of(id.substring(0, Math.min(SHOWN, id.length()))));
    }

    @Override
    public String toString() {
        return "ConsoleSession[" + key + ", until=" + until + "]";
    }
}
