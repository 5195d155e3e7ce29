package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.panel.PanelConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile {@code chat-panel}, which asks for something only where it is spoken. */
class PanelSettingsTest {

    private static final Loads GOOD = Loads.nothing()
            .environment(
                    "PARLEY_PROFILE", "chat-panel", "API_SECRET", "0123456789abcdef", "JWT_SECRET", "s".repeat(32));

    @TempDir
    Path folder;

    @Test
    void nobodyWhoDoesNotSpeakItNeedsIt() {
        assertThat(Loads.nothing().configuration().panel()).isEmpty();
        assertThat(GOOD.environment("PARLEY_PROFILE", "parley").configuration().panel())
                .isEmpty();
    }

    @Test
    void twoSecretsAreEnough() {
        PanelConfig panel = panel(GOOD);
        assertThat(panel.namespace()).isEqualTo("/");
        assertThat(panel.httpPath()).isEmpty();
        assertThat(panel.tokenLifetime()).isEqualTo(Duration.ofDays(7));
        assertThat(panel.openRooms()).isTrue();
        assertThat(panel.maxPerPage()).isEqualTo(100);
        assertThat(panel.files()).endsWithRaw(Path.of("var/chat-panel-files"));
        assertThat(panel.httpOrigins()).containsExactly("loopback");
        assertThat(GOOD.loaded().warnings()).noneMatch(warning -> warning.contains("chat-panel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_SECRET", "JWT_SECRET"})
    void withoutEitherItSaysHowToSetIt(String secret) {
        assertThat(GOOD.environment(secret, "").faultLines())
                .singleElement()
                .asString()
                .contains("set " + secret);
    }

    @Test
    void aSecretMayHaveCommas() {
        assertThat(panel(GOOD.environment("API_SECRET", "one, with a comma"))
                        .clientKeys()
                        .digests())
                .hasSize(1);
    }

    @Test
    void aShortSecretIsTakenWithAWarning() {
        assertThat(GOOD.environment("API_SECRET", "12345").loaded().warnings())
                .anyMatch(warning -> warning.startsWith("profiles.chat-panel.api-secrets: "));
    }

    @ParameterizedTest
    @CsvSource({"7d,604800", "12h,43200", "30m,1800", "3600,3600", "1s,1"})
    void lifetimesAreWrittenAsTheLibrariesOfTokensDo(String text, long seconds) {
        assertThat(panel(GOOD.environment("EXPIRED_IN", text)).tokenLifetime()).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-1", "soon", "99999999999999999", "4000d", "10ms"})
    void otherLifetimesAreFaults(String text) {
        assertThat(GOOD.environment("EXPIRED_IN", text).faults())
                .singleElement()
                .matches(fault -> fault.key().equals("profiles.chat-panel.token-lifetime"));
    }

    @ParameterizedTest
    @CsvSource({"/,''", "chat,/chat", "/chat/,/chat", "/chat/v1,/chat/v1"})
    void pathsHaveASlashInFrontAndNoneAtTheEnd(String written, String path) {
        assertThat(panel(GOOD.flags("profiles.chat-panel.http-path=" + written)).httpPath())
                .isEqualTo(path);
    }

    @Test
    void routesActInTheFirstNamespaceThatIsNoPattern() {
        var namespaces = GOOD.environment("PARLEY_PROFILE", "")
                .file(
                        folder,
                        "namespaces:",
                        "  /: parley",
                        "  /p-*: chat-panel",
                        "  /b: chat-panel",
                        "  /a: chat-panel");
        assertThat(panel(namespaces).namespace()).isEqualTo("/b");
    }

    @Test
    void patternsAloneAreAFault() {
        var patterns = GOOD.environment("PARLEY_PROFILE", "").file(folder, "namespaces:", "  /p-*: chat-panel");
        assertThat(patterns.faults())
                .singleElement()
                .matches(fault -> fault.key().equals("namespaces./p-*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.jwt.issuer=https://a.example/",
                "app.jwt.audience=a",
                "app.jwt.required-claims=sub",
                "app.jwt.algorithms=HS512"
            })
    void aTrustThatDoesNotHoldForItsOwnTokensIsAFault(String setting) {
        assertThat(GOOD.flags(setting).faults())
                .singleElement()
                .matches(fault -> setting.startsWith(fault.key() + "="));
    }

    @Test
    void aPageIsNoLongerThanChatLists() {
        assertThat(panel(GOOD.flags("chat.max-page=50")).maxPerPage()).isEqualTo(50);
    }

    @Test
    void originsOfItsOwnHoldForItsRoutesToo() {
        PanelConfig panel = panel(GOOD.flags("profiles.chat-panel.allowed-origins=https://a.example"));
        assertThat(panel.origins()).containsExactly("https://a.example");
        assertThat(panel.httpOrigins()).containsExactly("https://a.example");
    }

    @Test
    void noSecretIsInAnyText() {
        assertThat(GOOD.load().toString()).doesNotContain("0123456789abcdef");
        assertThat(GOOD.environment("API_SECRET", "Tr0ub4dor".repeat(200))
                        .load()
                        .toString())
                .doesNotContain("Tr0ub4dor");
    }

    private static PanelConfig panel(Loads loads) {
        return loads.configuration().panel().orElseThrow();
    }
}
