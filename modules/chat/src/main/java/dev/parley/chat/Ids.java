package dev.parley.chat;

import dev.parley.bus.chat.IdForm;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Makes ids that sort by the time they were made; those of one node and form in the very order. Owned by the context of its
 * ChatVerticle.
 */
final class Ids {

    private static final int UUID_COUNTS = 1 << 12;
    private static final int HEX_COUNTS = 1 << 24;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final long process = random.nextLong() & 0xFF_FFFF_FFFFL;
    private final Ticks millis = new Ticks(UUID_COUNTS);
    private final Ticks seconds = new Ticks(HEX_COUNTS);

    Ids(InstantSource clock) {
        this.clock = clock;
    }

    String next(IdForm form) {
        return switch (form) {
            case UUID -> uuid();
            case HEX -> hex();
        };
    }

    /** Version 7: 48 bits of milliseconds, 12 of a counter, 62 of chance (RFC 9562, section 6.2, method 1). */
    private String uuid() {
        millis.next(clock.millis());
        long high = millis.time << 16 | 0x7000L | millis.count;
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new java.util.UUID(high, low).toString();
    }

    /** 4 bytes of seconds, 5 of this process, 3 of a counter. */
    private String hex() {
        seconds.next(clock.millis() / 1_000);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(seconds.time, 8) + hex.toHexDigits(process, 10) + hex.toHexDigits(seconds.count, 6);
    }

    /** A time with a counter, which together never go back or come twice, whatever the clock does. */
    private final class Ticks {

        private final int counts;
        private long time;
        private int count;

        Ticks(int counts) {
            this.counts = counts;
        }

        void next(long now) {
            count++;
            if (now > time) restart(now);
            else if (count == counts) restart(time + 1);
        }

        /** From somewhere in the lower half, so that ids of nodes that make them at the same time differ. */
        private void restart(long at) {
            time = at;
            count = random.nextInt(counts / 2);
        }
    }
}
