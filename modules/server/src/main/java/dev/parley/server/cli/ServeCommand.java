package dev.parley.server.cli;

import dev.parley.server.config.Configuration;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley serve}: runs one node in the foreground. */
@Command(name = "serve", description = "Run one node in the foreground until it is told to stop (SIGTERM, Ctrl-C).")
public final class ServeCommand implements Callable<Integer> {

    private static final int KEY_BYTES = 24;

    private final Setup setup;
    private final Server server;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    public ServeCommand(Setup setup, Server server) {
        this.setup = setup;
        this.server = server;
    }

    @Override
    public Integer call() {
        return setup.with(options, loaded -> server.run(withApiKey(loaded.configuration())));
    }

    /** Only development comes here without a key. */
    private Configuration withApiKey(Configuration configuration) {
        if (!configuration.app().keys().isEmpty()) return configuration;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = "parley_" + HexFormat.of().formatHex(random);
        setup.console().out().println("first API key: " + key);
        return configuration.withApiKey(key);
    }
}
