package dev.parley.bus.chat;

/**
 * How many messages of others a user has not read; deleted ones do not count.
 *
 * @param more whether there are more than were counted; see {@code chat.unread-cap}
 */
public record Unread(long count, boolean more) {

    public static final Unread NONE = new Unread(0, false);
}
