package dev.parley.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What came of loading the configuration. */
public sealed interface LoadResult {

    /**
     * A configuration to start with.
     *
     * @param warnings what an operator should know, one sentence each, without secrets
     * @param file the file that was read; nothing when the built-in defaults were enough
     * @param settings what it is made of
     */
    record Loaded(Configuration configuration, List<String> warnings, Optional<Path> file, EffectiveSettings settings)
            implements LoadResult {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * No configuration to start with.
     *
     * @param faults all of them, not only the first; never empty
     */
    record Faulty(List<Fault> faults) implements LoadResult {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
