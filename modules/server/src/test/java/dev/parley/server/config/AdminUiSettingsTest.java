package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.adminui.AdminUiConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminUiSettingsTest {

    private static final Loads WITH_KEY = Loads.nothing().environment("ADMIN_API_KEY", "k".repeat(32));

    @Test
    void itIsOffUnlessItIsSwitchedOn() {
        assertThat(WITH_KEY.configuration().adminUi()).isEmpty();
    }

    @Test
    void switchedOnItShowsAsLittleAsItCan() {
        AdminUiConfig config = WITH_KEY.flags("admin-ui.enabled=true")
                .configuration()
                .adminUi()
                .orElseThrow();
        assertThat(config.namespace()).isEqualTo("/admin");
        assertThat(config.username()).isEqualTo("admin");
        assertThat(config.view()).isEqualTo(AdminUiConfig.View.PRODUCTION);
        assertThat(config.session()).isEqualTo(Duration.ofHours(24));
        assertThat(config.path()).isEqualTo("/socket.io/");
        assertThat(config.toString()).doesNotContain("k".repeat(32));
    }

    @ParameterizedTest
    @CsvSource({
        "admin-ui.namespace=/ops-*,admin-ui.namespace",
        "admin-ui.namespace=/,admin-ui.namespace",
        "admin-ui.mode=open,admin-ui.mode",
        "admin-ui.max-payload=1MB,admin-ui.max-payload"
    })
    void faultsNameTheirKey(String flag, String key) {
        assertThat(WITH_KEY.flags("admin-ui.enabled=true", flag).faults())
                .singleElement()
                .matches(fault -> fault.key().equals(key));
    }

    @Test
    void withoutAnAdminKeyNobodyCouldSignIn() {
        assertThat(Loads.nothing().flags("admin-ui.enabled=true").faultLines())
                .singleElement()
                .asString()
                .contains("admin-ui.enabled", "ADMIN_API_KEY");
    }
}
