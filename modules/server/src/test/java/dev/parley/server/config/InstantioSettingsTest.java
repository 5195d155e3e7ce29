package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.instantio.InstantioConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile {@code instantio}, by the variables that its containers have always been given. */
class InstantioSettingsTest {

    private static final Loads ALONE = Loads.nothing().environment("PARLEY_PROFILE", "instantio");

    private static InstantioConfig instantio(Loads loads) {
        return loads.configuration().instantio();
    }

    @Test
    void theProfileAloneIsEnough() {
        InstantioConfig config = instantio(ALONE);
        assertThat(config.namespace()).isEqualTo("/");
        assertThat(config.verification()).isEmpty();
        assertThat(config.stateHook()).isEmpty();
        assertThat(config.maxBody()).isEqualTo(100_000);
        assertThat(config.waitTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.everybody()).isTrue();
        assertThat(config.membersOnly()).isFalse();
    }

    @Test
    void hooksAreNamedByTheirOldVariables() {
        InstantioConfig config = instantio(ALONE.environment(
                "TOKEN_VERIFICATION_WEB_HOOK", "http://web:8080/verify", "INSTANTIO_WEB_HOOK", "http://web:8080/hook"));
        assertThat(config.verification().orElseThrow().url()).isEqualTo(URI.create("http://web:8080/verify"));
        assertThat(config.stateHook()).contains(URI.create("http://web:8080/hook"));
    }

    @Test
    void addressesOfHooksAreNotShown() {
        Loads loads = ALONE.environment(
                "TOKEN_VERIFICATION_WEB_HOOK",
                "http://web/?key=topsecret",
                "INSTANTIO_WEB_HOOK",
                "http://web/topsecret");
        assertThat(instantio(loads).toString()).doesNotContain("topsecret");
        assertThat(ALONE.environment("INSTANTIO_WEB_HOOK", "ftp://topsecret").faultLines())
                .singleElement()
                .asString()
                .doesNotContain("topsecret");
    }

    @ParameterizedTest
    @CsvSource({"30000,30000", "2s,2000", "1,1", "10m,600000"})
    void waitingIsWrittenInMilliseconds(String text, long millis) {
        assertThat(instantio(ALONE.environment("WAIT_TIMEOUT", text)).waitTimeout())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "11m", "-1"})
    void waitingHasBounds(String text) {
        assertThat(ALONE.environment("WAIT_TIMEOUT", text).faultLines()).hasSize(1);
    }

    @Nested
    class Namespaces {

        @Test
        void areAddedBesideTheRoot() {
            Loads loads = ALONE.environment("SOCKETIO_NAMESPACES", " /instantio, admin,,");
            assertThat(loads.configuration().namespaces())
                    .containsOnlyKeys("/", "/instantio", "/admin")
                    .containsValues("instantio")
                    .doesNotContainValue("parley");
            assertThat(instantio(loads).namespace()).isEqualTo("/");
        }

        @Test
        void ofWhichOneMayBeWhereEmitsGo() {
            Loads loads = ALONE.environment("SOCKETIO_NAMESPACE", "/chat", "SOCKETIO_NAMESPACES", "/admin");
            assertThat(loads.configuration().namespaces()).containsOnlyKeys("/", "/chat", "/admin");
            assertThat(instantio(loads).namespace()).isEqualTo("/chat");
        }

        @Test
        void mayBeAllThatSpeaksIt() {
            Loads loads = Loads.nothing().environment("SOCKETIO_NAMESPACES", "/b,/a");
            assertThat(loads.configuration().namespaces())
                    .containsEntry("/", "parley")
                    .containsEntry("/b", "instantio");
            assertThat(instantio(loads).namespace()).isEqualTo("/b");
        }

        @Test
        void cannotSpeakAnotherProfileToo(@TempDir Path folder) {
            Loads file = Loads.nothing().file(folder, "namespaces:", "  /a: parley");
            assertThat(file.environment("SOCKETIO_NAMESPACES", "/a").faultLines())
                    .singleElement()
                    .asString()
                    .contains("'/a' is there already and speaks parley");
        }

        @Test
        void toEmitToAreNoPatterns() {
            assertThat(ALONE.environment("SOCKETIO_NAMESPACE", "/a-*").faultLines())
                    .hasSize(1);
            assertThat(ALONE.environment("SOCKETIO_NAMESPACES", "/a-*").faultLines())
                    .isEmpty();
        }
    }

    @Nested
    class AnOperatorIsTold {

        @Test
        void thatTheEndpointIsOpen() {
            String key = "profiles.instantio.emit-keys: ";
            assertThat(ALONE.loaded().warnings()).anyMatch(warning -> warning.startsWith(key));
            Loads closed = ALONE.environment("PARLEY_PROFILES_INSTANTIO_EMIT_KEYS", "k".repeat(32));
            assertThat(closed.loaded().warnings()).noneMatch(warning -> warning.startsWith(key));
            assertThat(Loads.nothing().loaded().warnings()).noneMatch(warning -> warning.startsWith(key));
        }

        @Test
        void thatHooksAreOfNoUseWhereNobodySpeaksIt() {
            Loads idle = Loads.nothing().environment("INSTANTIO_WEB_HOOK", "http://web/hook");
            assertThat(idle.loaded().warnings())
                    .anyMatch(warning -> warning.startsWith("profiles.instantio.state-hook: of no use"));
        }

        @Test
        void thatAClusterNeedsAStoreForItsHook() {
            Loads cluster = ALONE.environment(
                    "INSTANTIO_WEB_HOOK", "http://web/hook", "PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701");
            assertThat(cluster.faultLines()).singleElement().asString().contains("set MONGODB_URI");
            assertThat(cluster.environment("MONGODB_URI", "mongodb://127.0.0.1/parley")
                            .faultLines())
                    .isEmpty();
        }

        @Test
        void thatPagesOfEveryOriginMayConnect() {
            assertThat(ALONE.configuration().sockets().allowedOrigins()).containsExactly("*");
            assertThat(ALONE.loaded().warnings()).anyMatch(w -> w.startsWith("sockets.allowed-origins: "));
            Loads mixed = Loads.nothing().environment("SOCKETIO_NAMESPACES", "/a");
            assertThat(mixed.configuration().sockets().allowedOrigins()).containsExactly("loopback");
        }
    }
}
