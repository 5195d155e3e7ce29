package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.demo.DemoConfig;
import dev.parley.bus.AppNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSettingsTest {

    private static final Loads PRODUCTION =
            Loads.nothing().environment("PARLEY_MODE", "production", "HTTP_API_KEY", "k".repeat(40));

    private static Optional<DemoConfig> demo(Loads loads) {
        return loads.configuration().api().demo();
    }

    @Nested
    class WithoutAWord {

        @Test
        void developmentHasItInTheNamespaceThatSpeaksParley() {
            assertThat(demo(Loads.nothing()))
                    .contains(new DemoConfig(new AppNamespace("default", "/"), "/socket.io/", Duration.ofHours(1)));
        }

        @Test
        void productionHasItNot() {
            assertThat(demo(PRODUCTION)).isEmpty();
        }

        @Test
        void itIsWhereItsUsersCanConnect(@TempDir Path folder) {
            Loads elsewhere = Loads.nothing()
                    .file(folder, "namespaces:", "  /: channels", "  /t-*: parley", "  /talk: parley")
                    .flags("sockets.path=/ws", "app.id=shop", "tokens.max-user-lifetime=10m");
            assertThat(demo(elsewhere))
                    .contains(new DemoConfig(new AppNamespace("shop", "/talk"), "/ws/", Duration.ofMinutes(10)));
        }

        @ParameterizedTest
        @CsvSource({"PARLEY_PROFILE,channels", "PARLEY_SOCKETS_SERVE_CLIENT,false", "PARLEY_SOCKETS_PARSER,msgpack"})
        void itIsNotWhereItsPageCouldDoNothing(String name, String value) {
            assertThat(demo(Loads.nothing().environment(name, value))).isEmpty();
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        assertThat(demo(Loads.nothing().environment("PARLEY_API_DEMO", "false")))
                .isEmpty();
    }

    @Test
    void productionRefusesIt() {
        Loads wanted = PRODUCTION.environment("PARLEY_API_DEMO", "true");
        assertThat(wanted.faultLines()).singleElement().asString().contains("api.demo", "mode=development");
    }

    @ParameterizedTest
    @CsvSource({
        "PARLEY_PROFILE,channels,speaks parley",
        "PARLEY_SOCKETS_SERVE_CLIENT,false,sockets.serve-client",
        "PARLEY_SOCKETS_PARSER,msgpack,sockets.parser"
    })
    void whoAsksForItIsToldWhatItNeeds(String name, String value, String told) {
        Loads wanted = Loads.nothing().environment(name, value, "PARLEY_API_DEMO", "true");
        assertThat(wanted.faultLines()).singleElement().asString().contains("api.demo", told);
    }
}
