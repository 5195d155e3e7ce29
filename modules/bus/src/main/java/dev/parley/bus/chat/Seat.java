package dev.parley.bus.chat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How far a member is in a room. A watermark, not a record for each message.
 *
 * @param delivered everything up to this number has reached a device of the member; never less than {@code read}
 * @param read everything up to this number has been read
 * @param readApart further messages that have been read one by one, beyond {@code read}
 * @param readAt when the member last read something
 */
public record Seat(String room, String user, long delivered, long read, Set<Long> readApart, Optional<Instant> readAt) {

    public Seat {
        readApart = Set.copyOf(readApart);
    }

    public boolean hasRead(long seq) {
        return seq <= read || readApart.contains(seq);
    }
}
