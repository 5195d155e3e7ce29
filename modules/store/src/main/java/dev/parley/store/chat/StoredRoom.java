package dev.parley.store.chat;

import dev.parley.bus.chat.ChatRoom;
import java.time.Instant;

/**
 * A room as it is stored.
 *
 * @param first the number of its oldest message that has not been removed; those before are gone for good. The newest one
 *     is never removed
 * @param swept no message before this number is left; less than {@code first} while somebody removes them, or has died
 *     over it
 * @param retentionSet when somebody last said how long it keeps messages
 */
public record StoredRoom(RoomKey key, ChatRoom room, long first, long swept, Instant retentionSet) {

    /** Whether it is deleted. */
    public boolean deleted() {
        return room.deleted().isPresent();
    }
}
