package dev.parley.server.cli;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.smoke.Goal;
import dev.parley.smoke.Lines;
import dev.parley.smoke.ScriptLines;
import dev.parley.smoke.Step;
import dev.parley.smoke.TerminalLines;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley smoke}: a client for people and scripts that want to see whether a server works. */
@Command(
        name = "smoke",
        description = "Connect to a server, do what lines say, and print what comes. Lines come from -c, else from the"
                + " terminal or standard input; the line \"help\" tells what they can be. Variables: WS_URL and WS_PATH"
                + " for --url and --path, TEST_TOKEN for --token, TEST_USER and TEST_VENDOR for ids whose rooms are joined"
                + " first.",
        exitCodeList = {
            "0:all was done",
            "1:something was refused, or not answered",
            "2:the command line, or a line, is wrong",
            "3:there was no connection, or it was lost"
        })
public final class SmokeCommand implements Callable<Integer> {

    private final Console console;
    private final Map<String, String> environment;
    private final SmokeRunner runner;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called.
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "The server (usual: http://localhost:3000).")
    private Optional<String> url = Optional.empty();

    @Option(names = "--path", paramLabel = "PATH", description = "Where it serves Socket.IO (usual: /socket.io/).")
    private Optional<String> path = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "The namespace to join (usual: /).")
    private String namespace = "/";

    @Option(names = "--token", paramLabel = "TOKEN", description = "The token to show.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--timeout",
            converter = Converters.OfDuration.class,
            paramLabel = "DURATION",
            description = "How long to wait for the connection, and for each answer (usual: 5s).")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = "-c",
            paramLabel = "LINE",
            description = "A line to do, such as \"join public:lobby\". May be repeated.")
    private List<String> commands = new ArrayList<>();

    /**
     * @param environment the process's
     */
    public SmokeCommand(Console console, Map<String, String> environment, SmokeRunner runner) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Goal goal = goal();
        try (Lines lines = lines()) {
            return switch (runner.run(goal, rooms(), lines)) {
                case DONE -> ExitCode.OK;
                case FAILED -> ExitCode.FAILED;
                case MISUNDERSTOOD -> ExitCode.USAGE;
                case NO_CONNECTION -> ExitCode.NO_CONNECTION;
            };
        }
    }

    private Goal goal() {
        RawJson auth = JsonWriter.object(w -> token.or(() -> variable("TEST_TOKEN"))
                .ifPresent(shown -> w.name("token").string(shown)));
        return new Goal(
                address(url.or(() -> variable("WS_URL")).orElse("http://localhost:3000")),
                path.or(() -> variable("WS_PATH")).orElse("/socket.io/"),
                namespace.startsWith("/") ? namespace : "/" + namespace,
                auth,
                timeout);
    }

    private URI address(String text) {
        Optional<URI> address = Goal.address(text);
        return address.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "'" + text + "' is not the address of a server; write e.g. http://localhost:3000"));
    }

    private List<Step> rooms() {
        var joins = new ArrayList<Step>();
        variable("TEST_USER").ifPresent(id -> joins.add(Step.joinParty("user", id)));
        variable("TEST_VENDOR").ifPresent(id -> joins.add(Step.joinParty("vendor", id)));
        return joins;
    }

    private Lines lines() {
        if (!commands.isEmpty()) return script(new BufferedReader(new StringReader(String.join("\n", commands))));
        return TerminalLines.open()
                .<Lines>map(terminal -> terminal)
                .orElseGet(() -> script(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))));
    }

    private Lines script(BufferedReader lines) {
        return new ScriptLines(lines, console.out());
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
