package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.Inputs.Flag;
import dev.parley.server.config.LoadResult.Faulty;
import dev.parley.server.config.LoadResult.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One load of the configuration, as a test states it.
 *
 * @param flags {@code key=value} each
 */
record Loads(Optional<Path> file, List<Path> folders, Map<String, String> environment, List<String> flags) {

    static Loads nothing() {
        return new Loads(Optional.empty(), List.of(), Map.of(), List.of());
    }

    /** Writes {@code lines} as the configuration file. */
    Loads file(Path folder, String... lines) {
        try {
            Path file = Files.write(folder.resolve("test.yaml"), Arrays.asList(lines));
            return new Loads(Optional.of(file), folders, environment, flags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Loads folders(Path... more) {
        return new Loads(file, List.of(more), environment, flags);
    }

    Loads environment(String... namesAndValues) {
        var variables = new HashMap<>(environment);
        for (int i = 0; i < namesAndValues.length; i += 2) variables.put(namesAndValues[i], namesAndValues[i + 1]);
        return new Loads(file, folders, variables, flags);
    }

    Loads flags(String... settings) {
        return new Loads(file, folders, environment, List.of(settings));
    }

    LoadResult load() {
        List<Flag> split = flags.stream()
                .map(flag -> flag.split("=", 2))
                .map(pair -> new Flag("--set", pair[0], pair[1]))
                .toList();
        return ConfigurationLoader.load(new Inputs(file, folders, environment, split));
    }

    Loaded loaded() {
        assertThat(load()).isInstanceOf(Loaded.class);
        return (Loaded) load();
    }

    Configuration configuration() {
        return loaded().configuration();
    }

    List<Fault> faults() {
        return load() instanceof Faulty faulty ? faulty.faults() : List.of();
    }

    /** The faults as an operator reads them. */
    List<String> faultLines() {
        return faults().stream().map(Fault::toString).toList();
    }
}
