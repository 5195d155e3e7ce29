package dev.parley.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The thread that made it, as Linux tells of it: how long it ran, and how long it could have run and got no core.
 *
 * @param schedstat its file in /proc
 */
public record OwnThread(Path schedstat) {

    /**
     * A moment of it.
     *
     * @param at the clock, in nanoseconds
     * @param ran for how long it has run until then
     * @param waited for how long it has waited for a core until then
     */
    public record Moment(long at, long ran, long waited) {

        /** How much it ran of what it could get since an earlier moment: of the time, less what it got no core in. */
        public double busySince(Moment before) {
            long could = at - before.at - (waited - before.waited);
            return could <= 0 ? 1 : (double) (ran - before.ran) / could;
        }
    }

    public static OwnThread current() {
        try {
            return new OwnThread(Path.of("/proc/thread-self").toRealPath().resolve("schedstat"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public Moment moment() {
        try {
            String[] fields = Files.readString(schedstat).strip().split(" ");
            return new Moment(System.nanoTime(), Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
