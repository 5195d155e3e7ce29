package dev.parley.server.cli;

import dev.parley.server.config.Configuration;
import dev.parley.smoke.Goal;
import dev.parley.smoke.Smoke;
import dev.parley.smoke.Step;
import dev.parley.store.StoreConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A shell in which {@code parley} runs with a server and a mint that only remember what they were told. */
final class Terminal {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.900Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    final AtomicReference<Configuration> served = new AtomicReference<>();
    final AtomicReference<StoreConfig> stored = new AtomicReference<>();
    final AtomicReference<TokenMint.Order> ordered = new AtomicReference<>();
    final AtomicReference<Goal> smoked = new AtomicReference<>();
    final List<Step> steps = new ArrayList<>();
    Smoke.Outcome result = Smoke.Outcome.DONE;
    private Map<String, String> environment = Map.of();

    Terminal with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** The exit code. */
    int run(String... line) {
        var console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        var setup = new Setup(console, environment, List.of());
        Server server = configuration -> {
            served.set(configuration);
            return 7;
        };
        TokenMint mint = (order, key) -> {
            ordered.set(order);
            return "token signed with " + new String(key.getEncoded(), StandardCharsets.UTF_8);
        };
        return Parley.run(
                console,
                line,
                new ServeCommand(setup, server),
                new StoreCommand(setup, config -> {
                    stored.set(config);
                    return 7;
                }),
                new CheckConfigCommand(setup),
                new ConfigCommand(setup),
                new TokenCommand(setup, mint, InstantSource.fixed(NOW)),
                new SmokeCommand(console, environment, (goal, first, lines) -> {
                    smoked.set(goal);
                    steps.addAll(first);
                    for (var next = lines.next(); next.isPresent(); next = lines.next()) steps.add(Step.of(next.get()));
                    return result;
                }));
    }

    List<String> out() {
        return out.toString().lines().toList();
    }

    List<String> err() {
        return err.toString().lines().toList();
    }
}
