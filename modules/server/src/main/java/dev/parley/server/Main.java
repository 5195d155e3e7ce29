package dev.parley.server;

import dev.parley.server.cli.CheckConfigCommand;
import dev.parley.server.cli.ConfigCommand;
import dev.parley.server.cli.Console;
import dev.parley.server.cli.Parley;
import dev.parley.server.cli.ServeCommand;
import dev.parley.server.cli.Setup;
import dev.parley.server.cli.SmokeCommand;
import dev.parley.server.cli.StoreCommand;
import dev.parley.server.cli.TokenCommand;
import dev.parley.server.cli.TokenMint;
import dev.parley.server.log.OneLog;
import dev.parley.smoke.Goal;
import dev.parley.smoke.Lines;
import dev.parley.smoke.Smoke;
import dev.parley.smoke.Step;
import dev.parley.tokens.JoinToken;
import dev.parley.tokens.JoinTokenMinter;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** {@code java -jar parley.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        OneLog.forAll();
        Discretion.keep();
        var console = Console.standard();
        Map<String, String> environment = System.getenv();
        var setup = new Setup(console, environment, folders(environment));
        System.exit(Parley.run(
                console,
                arguments,
                new ServeCommand(setup, new Foreground(console)),
                new StoreCommand(setup, new StoreForeground(console)),
                new CheckConfigCommand(setup),
                new ConfigCommand(setup),
                new TokenCommand(setup, Main::mint, InstantSource.system()),
                new SmokeCommand(console, environment, Main::smoke)));
    }

    private static String mint(TokenMint.Order order, SecretKey key) {
        var token = new JoinToken(
                order.room(),
                order.expiry(),
                order.data().orElse(null),
                order.user().orElse(null),
                Set.copyOf(order.can()),
                order.sid().orElse(null),
                order.jti().orElse(null),
                order.app(),
                InstantSource.system().instant());
        return JoinTokenMinter.mint(token, key);
    }

    /** What is printed is a dialogue. */
    private static Smoke.Outcome smoke(Goal goal, List<Step> first, Lines lines) {
        Discretion.fallSilent();
        return new Smoke(goal, lines).run(first);
    }

    /** Where {@code conf/parley.yaml} may lie: the working directory, the home that the scripts name, beside the jar. */
    private static List<Path> folders(Map<String, String> environment) {
        var home = Optional.ofNullable(environment.get("PARLEY_HOME")).map(Path::of);
        var source = Main.class.getProtectionDomain().getCodeSource();
        var jar = Optional.ofNullable(source)
                .map(s -> Path.of(URI.create(s.getLocation().toString())).getParent());
        return Stream.of(Optional.of(Path.of("")), home, jar)
                .flatMap(Optional::stream)
                .toList();
    }
}
