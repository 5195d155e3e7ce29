package dev.parley.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the configuration may come from.
 *
 * @param file the file that the command line names
 * @param folders where to look for {@code conf/parley.yaml} if no file is named, the first that has one wins
 */
public record Inputs(Optional<Path> file, List<Path> folders, Map<String, String> environment, List<Flag> flags) {

    /**
     * A setting on the command line.
     *
     * @param name what was written there, such as {@code --port}
     */
    public record Flag(String name, String key, String value) {

        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return name + " " + key;
        }
    }

    public Inputs {
        folders = List.copyOf(folders);
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
        return "Inputs[file=" + file + ", folders=" + folders + ", flags=" + flags + "]";
    }
}
