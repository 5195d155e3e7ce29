package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret leaves the loader as text, neither a good one nor one that was written wrong. */
class SecrecyTest {

    private static final String SECRET = "Tr0ub4dor-Tr0ub4dor-Tr0ub4dor-Tr0ub4dor";

    @TempDir
    Path folder;

    static Stream<Loads> wrong() {
        Loads nothing = Loads.nothing();
        return Stream.of(
                nothing.environment("HTTP_API_KEY", SECRET + " "),
                nothing.environment("ADMIN_API_KEY", SECRET + " "),
                nothing.environment("ADMIN_API_KEY", SECRET, "HTTP_API_KEY", SECRET),
                nothing.environment("JOIN_TOKEN_SECRET", SECRET.repeat(30)),
                nothing.environment("WEBHOOK_SECRET", SECRET),
                nothing.environment("WEBHOOK_SECRET", "whsec_" + SECRET),
                nothing.environment("WEBHOOK_URL", "https://a.example/ ?token=" + SECRET),
                nothing.environment("PARLEY_APP_API_KEY", SECRET),
                nothing.flags("app.api-keys=" + SECRET + " x"),
                nothing.flags("app.api-key=" + SECRET),
                nothing.flags("app=" + SECRET));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void faultsDoNotShowIt(Loads loads) {
        assertThat(loads.faults()).isNotEmpty();
        assertThat(loads.load().toString()).doesNotContain("Tr0ub4dor");
    }

    @ParameterizedTest
    @MethodSource("unquoted")
    void faultsInTheTextOfTheFileDoNotShowIt(String value) {
        var loads = Loads.nothing().file(folder, "app:", "  webhook:", "    secret: " + value);
        assertThat(loads.faults()).isNotEmpty();
        assertThat(loads.load().toString()).doesNotContain("Tr0ub4dor");
    }

    static Stream<String> unquoted() {
        return Stream.of("*", "!", "!x!", "@", "`", "%", "\"", "'", "[", "{", "|", "a: ", "- ", "\"\\z")
                .map(start -> start + SECRET);
    }

    @Test
    void aGoodOneIsNotShownEither() {
        var loads = Loads.nothing()
                .environment("HTTP_API_KEY", SECRET, "JOIN_TOKEN_SECRET", SECRET, "WEBHOOK_URL", "https://a.example/");
        var good = loads.environment("WEBHOOK_SECRET", "whsec_VHIwdWI0ZG9yVHIwdWI0ZG9yVHIwdWI0ZG9y")
                .loaded();
        assertThat(good.toString()).doesNotContain("Tr0ub4dor", "VHIwdWI0ZG9y", "SecretKeySpec");
    }
}
