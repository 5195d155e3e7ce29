package dev.parley.chaos.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A number that no other rig on this machine has, so that rigs do not meet. Immutable; the system takes it back when the
 * process ends, however it does, so that whoever has it next knows all that bears it for left behind.
 */
public final class Slot implements AutoCloseable {

    /** Behind the greatest. */
    static final int SLOTS = 64;

    private final int number;
    private final FileChannel channel;

    private Slot(int number, FileChannel channel) {
        this.number = number;
        this.channel = channel;
    }

    /** The lowest that is free. */
    public static Slot take() throws IOException {
        return take(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Slot take(Path folder) throws IOException {
        IOException last = null;
        for (int number = 0; number < SLOTS; number++) {
            try {
                Path file = folder.resolve("parley-chaos-" + number + ".lock");
                var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (lock(channel) != null) return new Slot(number, channel);
                channel.close();
            } catch (IOException notOurs) {
                // The file of another user.
                last = notOurs;
            }
        }
        throw new IOException(SLOTS + " rigs run on this machine, or left files in " + folder, last);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    public int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
