package dev.parley.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What one thread of one JVM does at a time, whatever others there are on the machine; they wait. */
final class Exclusive {

    /** What is done. */
    interface Action {
        void run() throws IOException;
    }

    private Exclusive() {}

    /** @param lock a file that stands for it, and is made where it is missing */
    static synchronized void run(Path lock, Action action) throws IOException {
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (held.isValid()) action.run();
        }
    }
}
