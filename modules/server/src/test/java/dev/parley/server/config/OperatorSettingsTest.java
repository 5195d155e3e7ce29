package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.console.ConsoleConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {

    private static final String KEY = "k".repeat(32);
    private static final Loads DEVELOPMENT = Loads.nothing();
    private static final Loads WITH_KEY = Loads.nothing().environment("ADMIN_API_KEY", KEY);

    private static ConsoleConfig console(Loads loads) {
        return loads.configuration().api().console();
    }

    @Test
    void inDevelopmentTheConsoleIsThere() {
        assertThat(console(DEVELOPMENT)).isEqualTo(new ConsoleConfig(true, Duration.ofHours(12), "/socket.io/"));
        assertThat(console(DEVELOPMENT.flags("console.enabled=false")).enabled())
                .isFalse();
    }

    @Test
    void inProductionItIsThereIfSomebodySaysSo() {
        Loads production = WITH_KEY.environment("HTTP_API_KEY", "a".repeat(32));
        assertThat(console(production.flags("mode=production")).enabled()).isFalse();
        assertThat(console(production.flags("mode=production", "console.enabled=true"))
                        .enabled())
                .isTrue();
    }

    @Test
    void inProductionNobodyCouldSignInWithoutAnAdminKey() {
        assertThat(DEVELOPMENT
                        .environment("HTTP_API_KEY", "a".repeat(32))
                        .flags("mode=production", "console.enabled=true")
                        .faultLines())
                .singleElement()
                .asString()
                .contains("console.enabled", "ADMIN_API_KEY");
    }

    @Test
    void itsNamespaceIsItsOwn() {
        assertThat(WITH_KEY.flags("console.enabled=true", "namespaces./console=parley")
                        .faultLines())
                .anyMatch(line -> line.contains("namespaces./console"));
    }

    @Test
    void whatAdminsDidIsKeptForAMonth() {
        assertThat(DEVELOPMENT.configuration().api().audit().entries()).isEqualTo(1_000);
        assertThat(DEVELOPMENT.configuration().api().audit().kept()).isEqualTo(Duration.ofDays(30));
    }
}
