package dev.parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of runs. */
final class Folders {

    private Folders() {}

    /** Makes a folder, or removes all that is in it. */
    static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) if (!each.equals(folder)) Files.delete(each);
    }
}
