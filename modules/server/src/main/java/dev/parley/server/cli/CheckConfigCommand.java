package dev.parley.server.cli;

import dev.parley.server.config.LoadResult.Loaded;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley check-config}: finds every fault without starting anything. */
@Command(name = "check-config", description = "Check the configuration and tell every fault in it.")
public final class CheckConfigCommand implements Callable<Integer> {

    private final Setup setup;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    public CheckConfigCommand(Setup setup) {
        this.setup = setup;
    }

    @Override
    public Integer call() {
        return setup.with(options, this::good);
    }

    private int good(Loaded loaded) {
        String file = loaded.file().map(Path::toString).orElse("built-in defaults");
        setup.console().out().println("configuration is good (" + file + ")");
        return ExitCode.OK;
    }
}
