package dev.parley.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley config}: what a start would go by. */
@Command(
        name = "config",
        description =
                "Show what a start goes by: the defaults, the file, the environment and the command line together.")
public final class ConfigCommand implements Callable<Integer> {

    private final Setup setup;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--print-effective",
            required = true,
            description = "Print every setting as a configuration file, with where it is from; secrets are masked.")
    private boolean printEffective;

    public ConfigCommand(Setup setup) {
        this.setup = setup;
    }

    @Override
    public Integer call() {
        return setup.with(options, loaded -> {
            if (printEffective)
                loaded.settings().lines().forEach(setup.console().out()::println);
            return ExitCode.OK;
        });
    }
}
