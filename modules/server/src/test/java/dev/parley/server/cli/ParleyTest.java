package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.smoke.Goal;
import dev.parley.smoke.Smoke.Outcome;
import dev.parley.smoke.Step;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParleyTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final RawJson TOKEN = JsonWriter.object(w -> w.name("token").string("t"));

    private final Terminal terminal = new Terminal();

    @Nested
    class AnyCommand {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "--help",
                    "--version",
                    "serve --help",
                    "check-config -h",
                    "config --help",
                    "store --help",
                    "token --help",
                    "smoke --help"
                })
        void answersHelpAndVersionOnStandardOutput(String line) {
            assertThat(terminal.run(line.split(" "))).isEqualTo(ExitCode.OK);
            assertThat(terminal.out()).isNotEmpty();
            assertThat(terminal.err()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "bananas",
                    "serve --bananas",
                    "check-config x",
                    "config",
                    "store --host 127.0.0.1",
                    "check-config --set mode",
                    "token",
                    "token --room a --expires-in soon",
                    "token --room a --data {",
                    "smoke x",
                    "smoke --timeout soon -c ping",
                    "smoke --url localhost:3000 -c ping"
                })
        void tellsUsageToAWrongCommandLine(String line) {
            String[] words = line.isEmpty() ? new String[0] : line.split(" ");
            assertThat(terminal.run(words)).isEqualTo(ExitCode.USAGE);
            assertThat(terminal.out()).isEmpty();
            assertThat(terminal.err()).anyMatch(text -> text.startsWith("Usage: parley"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"serve", "check-config", "config --print-effective", "token --room a"})
        void putsEachFaultOfTheConfigurationOnItsOwnLine(String line) {
            String[] words = (line + " --port x --host / --set mode=prod").split(" ");
            assertThat(terminal.run(words)).isEqualTo(ExitCode.CONFIG);
            assertThat(terminal.out()).isEmpty();
            assertThat(terminal.err())
                    .satisfiesExactlyInAnyOrder(
                            fault -> assertThat(fault)
                                    .startsWith("listen.port: ")
                                    .endsWith("(--port)"),
                            fault -> assertThat(fault)
                                    .startsWith("listen.host: ")
                                    .endsWith("(--host)"),
                            fault -> assertThat(fault).startsWith("mode: ").endsWith("(--set)"));
        }
    }

    @Nested
    class Store {

        @Test
        void runsWhereItIsTold() {
            assertThat(terminal.run("store", "--data", "/data", "--port", "27018"))
                    .isEqualTo(7);
            assertThat(terminal.stored.get().data()).isEqualTo(Path.of("/data"));
            assertThat(terminal.stored.get().port()).isEqualTo(27_018);
        }

        @Test
        void tellsEachFaultOfTheConfiguration() {
            assertThat(terminal.run("store", "--port", "x")).isEqualTo(ExitCode.CONFIG);
            assertThat(terminal.err())
                    .singleElement()
                    .satisfies(fault ->
                            assertThat(fault).startsWith("storage.port: ").endsWith("(--port)"));
        }
    }

    @Nested
    class CheckConfig {

        @Test
        void saysWhichFileIsGood(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("my.yaml"), "listen: {port: 3001}");
            terminal.with(Map.of("HTTP_API_KEY", KEY, "JOIN_TOKEN_SECRET", KEY, "ADMIN_API_KEY", "another-key"));
            assertThat(terminal.run("check-config", "--config", file.toString()))
                    .isEqualTo(ExitCode.OK);
            assertThat(terminal.out()).containsExactly("configuration is good (" + file + ")");
            assertThat(terminal.err()).isEmpty();
        }

        /** scripts/cluster looks for these lines. */
        @Test
        void warnsThatThereAreNoKeys() {
            assertThat(terminal.run("check-config")).isEqualTo(ExitCode.OK);
            assertThat(terminal.err())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("warning: app.api-keys: none"),
                            line -> assertThat(line).startsWith("warning: admin.api-keys: none"));
        }
    }

    @Nested
    class Config {

        @Test
        void printsAFileOnStandardOutputAndWarningsBesideIt() {
            terminal.with(Map.of("HTTP_API_KEY", KEY, "PORT", "3001"));
            assertThat(terminal.run("config", "--print-effective", "--host", "127.0.0.1"))
                    .isEqualTo(ExitCode.OK);
            assertThat(terminal.out())
                    .startsWith("mode: development  # default")
                    .contains("  host: 127.0.0.1  # command line --host", "  port: 3001  # environment PORT")
                    .noneMatch(line -> line.contains(KEY));
            assertThat(terminal.err()).isNotEmpty().allMatch(line -> line.startsWith("warning: "));
        }
    }

    @Nested
    class Serve {

        @Test
        void handsTheConfigurationToTheServerAndItsCodeToTheShell() {
            terminal.with(Map.of("HTTP_API_KEY", KEY, "ADMIN_API_KEY", "another-key"));
            assertThat(terminal.run("serve", "--port", "3001", "--set", "cluster.members=a:1,b:2"))
                    .isEqualTo(7);
            assertThat(terminal.served.get().sockets().port()).isEqualTo(3001);
            assertThat(terminal.served.get().cluster().members()).containsExactly("a:1", "b:2");
            assertThat(terminal.out()).isEmpty();
        }

        @Test
        void makesAFirstApiKeyAndPrintsIt() {
            terminal.with(Map.of("ADMIN_API_KEY", KEY));
            terminal.run("serve");
            assertThat(terminal.out()).singleElement().asString().matches("first API key: parley_[0-9a-f]{48}");
            String key = terminal.out().getFirst().substring("first API key: ".length());
            assertThat(terminal.served.get().app().keys())
                    .singleElement()
                    .matches(k -> k.digest().equals(ApiKey.digest(key)));
        }

        @Test
        void makesAnotherKeyAtEachStart() {
            terminal.run("serve");
            terminal.run("serve");
            assertThat(terminal.out()).hasSize(4).doesNotHaveDuplicates();
        }

        @Test
        void makesAKeyForTheConsoleWhereThereIsOne() {
            terminal.with(Map.of("HTTP_API_KEY", KEY));
            terminal.run("serve");
            assertThat(terminal.out())
                    .singleElement()
                    .asString()
                    .matches("first admin key: parley_admin_[0-9a-f]{48} \\(to sign in at /console\\)");
            assertThat(terminal.served.get().api().admins().isEmpty()).isFalse();
            terminal.run("serve", "--set", "console.enabled=false");
            assertThat(terminal.out()).hasSize(1);
            assertThat(terminal.served.get().api().admins().isEmpty()).isTrue();
        }
    }

    @Nested
    class Token {

        @Test
        void printsATokenAndNothingElse() {
            terminal.with(Map.of("JOIN_TOKEN_SECRET", KEY, "HTTP_API_KEY", "other"));
            assertThat(terminal.run("token", "--room", "news")).isEqualTo(ExitCode.OK);
            assertThat(terminal.out()).containsExactly("token signed with " + KEY);
            assertThat(terminal.ordered.get().room()).isEqualTo("news");
            assertThat(terminal.ordered.get().app()).isEqualTo("default");
            assertThat(terminal.ordered.get().expiry()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
        }

        @Test
        void takesEverythingThatATokenCanSay() {
            terminal.with(Map.of("JOIN_TOKEN_SECRET", KEY));
            String line = "token --room r --user u --can publish,react --can x --expires-in 2h --sid s --jti j --data";
            String[] words = (line + " {\"a\":1}").split(" ");
            assertThat(terminal.run(words)).isEqualTo(ExitCode.OK);
            TokenMint.Order order = terminal.ordered.get();
            assertThat(order.user()).contains("u");
            assertThat(order.can()).containsExactly("publish", "react", "x");
            assertThat(order.expiry()).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
            assertThat(order.data()).hasToString("Optional[{\"a\":1}]");
            assertThat(order.sid()).contains("s");
            assertThat(order.jti()).contains("j");
        }

        @Test
        void failsWithoutASecret() {
            assertThat(terminal.run("token", "--room", "r")).isEqualTo(ExitCode.FAILED);
            assertThat(terminal.out()).isEmpty();
            assertThat(terminal.err().getLast()).startsWith("no secret to sign with");
        }

        @Test
        void failsBeyondTheLifetimeThatServersAccept() {
            terminal.with(Map.of("JOIN_TOKEN_SECRET", KEY));
            assertThat(terminal.run("token", "--room", "r", "--expires-in", "25h"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(terminal.err().getLast()).contains("tokens.max-lifetime", "86400s");
        }
    }

    @Nested
    class Smoke {

        @Test
        void goesWhereItIsToldAndJoinsWhatTheEnvironmentNames() {
            terminal.with(
                    Map.of("TEST_USER", "123", "TEST_VENDOR", "456", "WS_URL", "http://h:3001", "WS_PATH", "/rt"));
            assertThat(terminal.run("smoke", "--token", "t", "-c", "ping", "-c", "wait a"))
                    .isEqualTo(ExitCode.OK);
            assertThat(terminal.smoked.get())
                    .isEqualTo(new Goal(URI.create("http://h:3001"), "/rt", "/", TOKEN, Duration.ofSeconds(5)));
            assertThat(terminal.steps)
                    .containsExactly(
                            Step.of("join user 123"), Step.of("join vendor 456"), Step.of("ping"), Step.of("wait a"));
        }

        @Test
        void isOnThisMachineOtherwise() {
            assertThat(terminal.run("smoke", "--namespace", "chat", "-c", "ping"))
                    .isEqualTo(ExitCode.OK);
            assertThat(terminal.smoked.get().url()).isEqualTo(URI.create("http://localhost:3000"));
            assertThat(terminal.smoked.get().path()).isEqualTo("/socket.io/");
            assertThat(terminal.smoked.get().namespace()).isEqualTo("/chat");
            assertThat(terminal.steps).containsExactly(Step.of("ping"));
        }

        @ParameterizedTest
        @CsvSource({"DONE,0", "FAILED,1", "MISUNDERSTOOD,2", "NO_CONNECTION,3"})
        void tellsByItsCodeWhatCameOfIt(Outcome outcome, int code) {
            terminal.result = outcome;
            assertThat(terminal.run("smoke", "-c", "ping")).isEqualTo(code);
        }
    }
}
