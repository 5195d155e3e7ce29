package dev.parley.bus;

import java.time.Instant;

/**
 * Which tokens of an app hold no longer, though their time is not over.
 *
 * @param of the token's id or the user, by the kind; empty for all tokens
 * @param before only those issued before; of a single token it does not matter
 */
public record Revocation(String app, Kind kind, String of, Instant before) {

    public enum Kind {
        /** One, by its id. */
        TOKEN,
        /** Those of one user. */
        USER,
        /** Those of everybody. */
        ALL
    }

    public boolean covers(Identity identity) {
        return switch (kind) {
            case TOKEN -> identity.token().filter(of::equals).isPresent();
            case USER -> identity.user().equals(of) && identity.issued().isBefore(before);
            case ALL -> identity.issued().isBefore(before);
        };
    }
}
