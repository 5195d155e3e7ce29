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
        return setup.with(options, loaded -> server.run(withKeys(loaded.configuration())));
    }

    /** Only development comes here without keys. */
    private Configuration withKeys(Configuration configuration) {
        Configuration complete = configuration;
        if (complete.app().keys().isEmpty()) {
            String key = newKey("parley_");
            setup.console().out().println("first API key: " + key);
            complete = complete.withApiKey(key);
        }
        if (complete.api().console().enabled() && complete.api().admins().isEmpty()) {
            String key = newKey("parley_admin_");
            setup.console().out().println("first admin key: " + key + " (to sign in at /console)");
            complete = complete.withAdminKey(key);
        }
        return complete;
    }

    private static String newKey(String prefix) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return prefix + HexFormat.of().formatHex(random);
    }
}
