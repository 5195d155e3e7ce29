package dev.parley.server.cli;

import dev.parley.server.config.ConfigurationLoader;
import dev.parley.server.config.Fault;
import dev.parley.server.config.Inputs;
import dev.parley.server.config.Inputs.Flag;
import dev.parley.server.config.LoadResult;
import dev.parley.server.config.LoadResult.Faulty;
import dev.parley.server.config.LoadResult.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Loads the configuration for a command and tells what is wrong with it. Immutable. */
public final class Setup {

    private final Console console;
    private final Map<String, String> environment;
    private final List<Path> folders;

    /**
     * @param environment the process's
     * @param folders where a {@code conf/parley.yaml} that nobody names may lie
     */
    public Setup(Console console, Map<String, String> environment, List<Path> folders) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.folders = List.copyOf(folders);
    }

    Console console() {
        return console;
    }

    /** Runs {@code command} with the configuration; with a faulty one, prints each fault and returns the code for it. */
    int with(ConfigOptions options, ToIntFunction<Loaded> command) {
        return with(options.file, options.flags(), "", command);
    }

    /**
     * The same for a command with other options.
     *
     * @param concern how the keys begin whose warnings are told
     */
    int with(Optional<Path> file, List<Flag> flags, String concern, ToIntFunction<Loaded> command) {
        LoadResult result = ConfigurationLoader.load(new Inputs(file, folders, environment, flags));
        return switch (result) {
            case Loaded loaded -> {
                loaded.warnings().stream()
                        .filter(warning -> warning.startsWith(concern))
                        .forEach(warning -> console.err().println("warning: " + warning));
                yield command.applyAsInt(loaded);
            }
            case Faulty(List<Fault> faults) -> {
                faults.forEach(console.err()::println);
                yield ExitCode.CONFIG;
            }
        };
    }
}
