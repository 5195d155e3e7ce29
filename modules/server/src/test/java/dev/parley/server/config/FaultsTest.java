package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    @TempDir
    Path folder;

    @Test
    void allAreToldAtOnceWithTheirPlaceAndTheirFix() {
        var loads = Loads.nothing()
                .file(folder, "mode: prod", "sockets:", "  ping-interval: abc", "cluster:", "  members: [a:5701, b]")
                .environment("PORT", "70000", "PARLEY_TOKENS_MAX_LIFETIME", "0s")
                .flags("webhooks.queued=many");
        String file = folder.resolve("test.yaml").toString();
        assertThat(loads.faultLines())
                .containsExactlyInAnyOrder(
                        "mode: 'prod' is not a known mode (known: development, production); write e.g. development ("
                                + file + ":1)",
                        "sockets.ping-interval: 'abc' is not a duration from 100ms to 1h; write e.g. 25s (" + file
                                + ":3)",
                        "cluster.members: 'b' is not a host and a port; write e.g. 10.0.0.2:5701 (" + file + ":5)",
                        "listen.port: '70000' is not a whole number from 0 to 65535; write e.g. 3000"
                                + " (environment PORT)",
                        "tokens.max-lifetime: '0s' is not a duration from 1s to 366d; write e.g. 24h"
                                + " (environment PARLEY_TOKENS_MAX_LIFETIME)",
                        "webhooks.queued: 'many' is not a whole number from 1 to 10000000; write e.g. 10000 (--set)");
    }

    @ParameterizedTest
    @CsvSource({
        "sockets.path, /a b/",
        "sockets.max-payload, 1",
        "sockets.max-payload, 10 apples",
        "sockets.allowed-origins, https://a.example/path",
        "sockets.event-loops, -1",
        "api.max-batch, 0",
        "api.idempotency-window, 8d",
        "api.max-idempotency-bytes, 2GB",
        "cluster.members, host:0",
        "cluster.members, host:65536",
        "cluster.port, 0",
        "cluster.name, two words",
        "listen.host, http://x",
        "listen.tls.reload-interval, 0s",
        "cluster.host, 10.0.0.0/33",
        "node-id, a/b",
        "outbound.allow, https://a.example/",
        "outbound.allow, 10.0.0.0/33",
        "outbound.only-allowed, maybe",
        "app.webhook.url, ftp://a.example/",
        "app.webhook.url, https://user:pass@a.example/",
        "app.webhook.url, https:///nowhere",
        "namespaces.chat, parley",
        "namespaces.*, parley",
        "namespaces./a**, parley",
        "namespaces./a?b, parley",
        "sockets.max-namespaces, 0",
        "listen.max-connections, -1",
        "listen.connects-per-second, 0",
        "listen.max-unjoined-per-address, 0",
        "listen.trusted-proxies, proxy.example",
        "listen.trusted-proxies, 10.0.0.0/33",
        "sockets.outbound-packets, 99",
        "sockets.drop-oldest-in, prices",
        "sockets.abuse-limit, 0",
        "limits.events-per-second, 0",
        "profiles.validate-in, prices",
        "profiles.parley.schemas, no/such/folder",
        "profiles.messaging.http-path, a b",
        "profiles.messaging.open-roles, owner",
        "profiles.messaging.max-limit, 0",
        "shutdown.timeout, 10",
    })
    void aValueOfTheWrongKindIsOne(String key, String value) {
        var loads = Loads.nothing()
                .environment("WEBHOOK_SECRET", "whsec_" + "A".repeat(44))
                .flags(key + "=" + value);
        assertThat(loads.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.origin()).isEqualTo("--set");
        });
    }

    @Test
    void eachThingThatIsWrongWithASchemaIsOne(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("order.json"), "{\"$ref\":\"https://example.org/\",\"pattern\":\"(\"}");
        Files.writeString(folder.resolve("chat.json"), "{");
        Files.writeString(folder.resolve("good.json"), "{}");
        List<Fault> faults =
                Loads.nothing().flags("profiles.parley.schemas=" + folder).faults();
        assertThat(faults).hasSize(3).allMatch(fault -> fault.key().equals("profiles.parley.schemas"));
        assertThat(faults)
                .extracting(Fault::problem)
                .anyMatch(problem -> problem.startsWith("chat.json: is no JSON"))
                .anyMatch(problem -> problem.startsWith("order.json: /$ref: leads nowhere in this document"))
                .anyMatch(problem -> problem.startsWith("order.json: /pattern: is no pattern of RE2"));
    }

    @Test
    void anIdleTimeoutThatCutsOffClientsThatPollIsOne() {
        assertThat(Loads.nothing().flags("listen.idle-timeout=45s").faultLines())
                .containsExactly("listen.idle-timeout: 45000 ms are not more than sockets.ping-interval and"
                        + " sockets.ping-timeout together (45000 ms); clients that poll would lose their connections"
                        + " between two heartbeats: raise it (--set)");
        assertThat(Loads.nothing()
                        .flags("listen.idle-timeout=46s", "sockets.ping-timeout=20s")
                        .faults())
                .isEmpty();
    }

    @Test
    void anUnknownProfileIsOneThatListsTheKnownOnes() {
        assertThat(Loads.nothing().environment("PARLEY_PROFILE", "matrix").faultLines())
                .containsExactly(
                        "namespaces./: 'matrix' is not a known profile (known: parley, messaging,"
                                + " chat-panel, channels, instantio, marketplace); write e.g. parley (environment PARLEY_PROFILE)");
    }

    @Test
    void aProfileThatSignsTokensWithoutASecretIsOne() {
        var messaging = Loads.nothing().environment("PARLEY_PROFILE", "messaging");
        assertThat(messaging.faultLines())
                .singleElement()
                .asString()
                .startsWith("app.jwt.secret: none, and messaging needs one; set JWT_SECRET");
        assertThat(messaging.environment("JWT_SECRET", "12345678").faults()).isEmpty();
    }

    @Test
    void aPatternOfNamespacesThatIsNoneIsOneWithItsPlaceAndItsFix() {
        var loads = Loads.nothing().file(folder, "namespaces:", "  /: parley", "  /tenant-**: parley");
        assertThat(loads.faultLines())
                .singleElement()
                .asString()
                .startsWith("namespaces./tenant-**: '/tenant-**' is not a namespace or a pattern of namespaces")
                .endsWith("; write e.g. /tenant-* (" + folder.resolve("test.yaml") + ":3)");
    }

    @Test
    void aNamespaceThatNoClientCouldNameIsOne() {
        assertThat(Loads.nothing()
                        .flags("namespaces./" + "\u00e9".repeat(127) + "*=parley")
                        .faults())
                .isEmpty();
        assertThat(Loads.nothing()
                        .flags("namespaces./" + "\u00e9".repeat(128) + "=parley")
                        .faults())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sockets.max-payload=2MB", "sockets.max-attachment-bytes=4MB", "sockets.outbound-bytes=3MB"})
    void lessRoomForASlowClientThanForOneEventIsOne(String flag) {
        assertThat(Loads.nothing().flags(flag).faults())
                .singleElement()
                .matches(fault -> fault.key().equals("sockets.outbound-bytes"));
    }

    @Nested
    class InNames {

        @Test
        void anUnknownKeyComesWithTheNearestOne() {
            assertThat(Loads.nothing()
                            .file(folder, "sockets:", "  pingInterval: 5s")
                            .faultLines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "sockets.pingInterval: is no key that Parley knows; did you mean sockets.ping-interval?")
                    .endsWith("test.yaml:2)");
        }

        @Test
        void anUnknownVariableComesWithTheNearestOne() {
            assertThat(Loads.nothing().environment("PARLEY_CLUSTER_MEMBER", "x").faultLines())
                    .containsExactly("PARLEY_CLUSTER_MEMBER: is no name that Parley knows;"
                            + " did you mean PARLEY_CLUSTER_MEMBERS? (environment)");
        }

        @Test
        void nothingIsSuggestedForANameThatIsLikeNone() {
            assertThat(Loads.nothing().flags("bananas=3").faultLines())
                    .containsExactly("bananas: is no key that Parley knows; see conf/parley.yaml (--set)");
        }

        @Test
        void aSectionIsNoSetting() {
            assertThat(Loads.nothing().flags("sockets=5").faults())
                    .singleElement()
                    .matches(fault -> fault.problem().equals("is a section, not a setting"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "PARLEY_HOME", "PARLEY_DATA", "PARLEY_JAVA_OPTS", "PARLEY_TEST_ANYTHING", "PARLEY_SERVICE_HOST",
                    "PARLEY_SERVICE_PORT_HTTP", "PARLEY_PORT_3000_TCP_ADDR", "REDIS_HOST", "JWT_SECRET", "NODE_ENV",
                    "PARLEY_CHAT_SERVICE_HOST", "PARLEY_CHAT_SERVICE_PORT", "PARLEY_CHAT_PORT_3000_TCP"
                })
        void aVariableOfSomebodyElseIsNone(String name) {
            assertThat(Loads.nothing().environment(name, "x").faults()).isEmpty();
        }

        @Test
        void aServiceNamedParleyIsToldApartFromAWrongName() {
            assertThat(Loads.nothing()
                            .environment("PARLEY_PORT", "tcp://10.0.0.1:3000")
                            .faults())
                    .isEmpty();
            assertThat(Loads.nothing()
                            .environment("PARLEY_CHAT_PORT", "tcp://10.0.0.1:3000")
                            .faults())
                    .isEmpty();
            assertThat(Loads.nothing().environment("PARLEY_PORT", "3000").faults())
                    .hasSize(1);
        }
    }

    @Nested
    class InTheFile {

        @Test
        void aKeyThatIsThereTwiceIsOne() {
            assertThat(Loads.nothing()
                            .file(folder, "listen:", "  port: 1", "  port: 2")
                            .faultLines())
                    .singleElement()
                    .asString()
                    .contains("listen.port: is there twice", "test.yaml:2", "test.yaml:3");
        }

        @Test
        void aKeyThatIsThereInBothSpellingsIsOne() {
            assertThat(Loads.nothing()
                            .file(folder, "listen: {port: 1}", "listen.port: 2")
                            .faults())
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "mode: [development",
                    "mode: [development]",
                    "- mode",
                    "just words",
                    "? [a]\n: b",
                    "cluster:\n  members: [[a]]",
                    "cluster: &c {name: a}\nsockets: *c",
                    "mode: &m [*m]",
                    "mode: development\n---\nmode: production",
                    "mode: \"\u0007\""
                })
        void aTextThatIsNoConfigurationIsOne(String text) {
            assertThat(Loads.nothing().file(folder, text).faults()).isNotEmpty();
        }

        @Test
        void nestingWithoutEndIsOne() {
            assertThat(Loads.nothing()
                            .file(folder, "mode: " + "[".repeat(100_000))
                            .faults())
                    .hasSize(1);
        }

        @Test
        void aFileThatIsLargerThanConfigurationsAreIsOne() {
            assertThat(Loads.nothing().file(folder, "#".repeat(500_000)).faults())
                    .hasSize(1);
        }

        @Test
        void aFileThatIsNotTextIsOne() throws IOException {
            Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', (byte) 0xff, 'b'});
            assertThat(new Loads(Optional.of(file), List.of(), Map.of(), List.of()).faults())
                    .singleElement()
                    .matches(fault -> fault.problem().equals("is not UTF-8"));
        }

        @Test
        void aNamedFileThatIsMissingIsOne() {
            assertThat(Loads.nothing()
                            .environment("PARLEY_CONFIG", "/nowhere/parley.yaml")
                            .faultLines())
                    .containsExactly("/nowhere/parley.yaml: is not there; name a file that is (file)");
        }

        @Test
        void anEmptyFileIsNone() {
            assertThat(Loads.nothing().file(folder).faults()).isEmpty();
        }
    }

    @Test
    void aFaultStaysOnOneLine() {
        assertThat(Loads.nothing().flags("mode=a\nb").faultLines())
                .singleElement()
                .asString()
                .doesNotContain("\n");
    }
}
