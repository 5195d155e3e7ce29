package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.access.AdminKeys;
import dev.parley.apps.ApiKey;
import dev.parley.apps.SigningSecret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final String LONG = "0123456789abcdef0123456789abcdef";
    private static final String WEBHOOK =
            "whsec_" + Base64.getEncoder().encodeToString(LONG.getBytes(StandardCharsets.UTF_8));

    /** The keys that sign join tokens, the current one first. */
    private static List<SecretKey> signing(Configuration configuration) {
        return configuration.app().secrets().stream().map(SigningSecret::key).toList();
    }

    @Nested
    class WithoutAnApiKey {

        @Test
        void developmentIsWarned() {
            assertThat(Loads.nothing()
                            .environment("ADMIN_API_KEY", "a-" + LONG)
                            .loaded()
                            .warnings())
                    .containsExactly("app.api-keys: none, so each start makes one and prints it;"
                            + " set HTTP_API_KEY for one that stays");
        }

        @Test
        void productionIsRefused() {
            assertThat(Loads.nothing().flags("mode=production").faults())
                    .singleElement()
                    .matches(fault ->
                            fault.key().equals("app.api-keys") && fault.fix().equals("set HTTP_API_KEY"));
        }

        @Test
        void oneThatIsMadeAlsoSignsTokens() {
            Configuration made = Loads.nothing().configuration().withApiKey(LONG);
            assertThat(made.app().keys())
                    .singleElement()
                    .matches(key -> key.digest().equals(ApiKey.digest(LONG)));
            assertThat(signing(made)).containsExactly(Secrets.hmac(LONG));
        }

        @Test
        void oneThatIsMadeLeavesTheTokenSecretAlone() {
            var loads = Loads.nothing().environment("JOIN_TOKEN_SECRET", LONG);
            assertThat(signing(loads.configuration().withApiKey("key"))).containsExactly(Secrets.hmac(LONG));
        }
    }

    @Nested
    class OfJoinTokens {

        @Test
        void theCurrentSecretComesFirst() {
            var loads = Loads.nothing().flags("app.join-token-secrets=" + LONG + ",previous-" + LONG);
            assertThat(signing(loads.configuration()))
                    .isEqualTo(List.of(Secrets.hmac(LONG), Secrets.hmac("previous-" + LONG)));
        }

        @Test
        void theApiKeyStandsInWithAWarning() {
            var loads = Loads.nothing().environment("HTTP_API_KEY", LONG, "ADMIN_API_KEY", "a-" + LONG);
            assertThat(signing(loads.configuration())).containsExactly(Secrets.hmac(LONG));
            assertThat(loads.loaded().warnings())
                    .containsExactly("app.join-token-secrets: none, so the API key signs join tokens;"
                            + " set JOIN_TOKEN_SECRET");
        }

        @Test
        void aSecretOfEightBytesIsTakenWithAWarning() {
            var loads = Loads.nothing()
                    .environment("HTTP_API_KEY", LONG, "JOIN_TOKEN_SECRET", "12345678", "ADMIN_API_KEY", "a-" + LONG);
            assertThat(signing(loads.configuration())).containsExactly(Secrets.hmac("12345678"));
            assertThat(loads.loaded().warnings()).singleElement().asString().contains("only 8 bytes");
        }
    }

    @Nested
    class OfTheAdmin {

        @Test
        void severalMayBeGoodAtOnce() {
            var loads = Loads.nothing().flags("admin.api-keys=a-" + LONG + ",b-" + LONG);
            assertThat(loads.configuration().api().admins()).isEqualTo(AdminKeys.of(List.of("a-" + LONG, "b-" + LONG)));
        }

        @Test
        void theEnvironmentHasOneCommasAndAll() {
            var loads = Loads.nothing().environment("ADMIN_API_KEY", "a,b");
            assertThat(loads.configuration().api().admins()).isEqualTo(AdminKeys.of(List.of("a,b")));
        }

        @Test
        void noneClosesTheAdminApi() {
            assertThat(Loads.nothing().configuration().api().admins().isEmpty()).isTrue();
        }

        @Test
        void oneThatOpensTheAppTooIsRefused() {
            assertThat(Loads.nothing()
                            .environment("HTTP_API_KEY", LONG, "ADMIN_API_KEY", LONG)
                            .faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("admin.api-keys"));
        }
    }

    @Nested
    class OfWebhooks {

        @Test
        void anAddressAndASecretMakeAnEndpoint() {
            var loads = Loads.nothing().environment("WEBHOOK_URL", "https://a.example/h", "WEBHOOK_SECRET", WEBHOOK);
            var endpoint = loads.configuration().webhooks().endpoint().orElseThrow();
            assertThat(endpoint.url()).isEqualTo(URI.create("https://a.example/h"));
            assertThat(endpoint.secret().getEncoded())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(LONG);
        }

        @Test
        void anAddressWithoutASecretIsRefused() {
            assertThat(Loads.nothing()
                            .environment("WEBHOOK_URL", "https://a.example/h")
                            .faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("app.webhook.secret"));
        }

        @Test
        void anAddressIsRefusedForANodeOfAClusterThatSharesNoStore() {
            var loads = Loads.nothing()
                    .environment("WEBHOOK_URL", "https://a.example/h", "WEBHOOK_SECRET", WEBHOOK)
                    .flags("cluster.members=10.0.0.1:5701");
            assertThat(loads.faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("app.webhook.url"));
        }

        @Test
        void aSecretWithoutAnAddressIsWarnedOf() {
            assertThat(Loads.nothing()
                            .environment("WEBHOOK_SECRET", WEBHOOK)
                            .loaded()
                            .warnings())
                    .contains("app.webhook.secret: of no use without app.webhook.url");
        }

        @Test
        void aShortSecretIsTakenWithAWarning() {
            var loads = Loads.nothing()
                    .environment("WEBHOOK_URL", "https://a.example/h", "WEBHOOK_SECRET", "whsec_MTIzNDU2Nzg=");
            assertThat(loads.loaded().warnings()).anyMatch(w -> w.startsWith("app.webhook.secret: a secret of only 8"));
        }
    }
}
