package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.marketplace.MarketplaceConfig;
import dev.parley.profiles.marketplace.MarketplaceConfig.Auth;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile {@code marketplace}, and the variables of the system that it replaces. */
class MarketplaceSettingsTest {

    private static final String HOOK = "https://app.example/api/v1/messages/{conversationId}";

    private static final Loads GOOD = Loads.nothing()
            .environment("PARLEY_PROFILE", "marketplace", "JWT_SECRET", "a-secret-of-at-least-32-characters-");

    private static final Loads PRODUCTION =
            GOOD.environment("PARLEY_MODE", "production", "HTTP_API_KEY", "test-api-key");

    private static MarketplaceConfig read(Loads loads) {
        return loads.configuration().marketplace();
    }

    private static boolean warns(Loads loads, String key) {
        return loads.loaded().warnings().stream().anyMatch(line -> line.startsWith("profiles.marketplace." + key));
    }

    @Test
    void theOldVariablesAreEnough() {
        Configuration configuration = GOOD.environment("CLIENT_ORIGIN", "https://a.example,b.example", "WS_PATH", "rt")
                .configuration();
        assertThat(configuration.namespaces()).containsEntry("/", "marketplace");
        assertThat(configuration.sockets().allowedOrigins()).containsExactly("https://a.example", "b.example");
        assertThat(configuration.sockets().engine().path()).isEqualTo("/rt/");
        assertThat(configuration.marketplace().origins()).containsExactly("https://a.example", "b.example");
        assertThat(configuration.marketplace().auth()).isEqualTo(Auth.REQUIRED);
        assertThat(configuration.marketplace().devUser()).isFalse();
    }

    @Test
    void theOriginHasTwoNames() {
        assertThat(GOOD.environment("CORS_ORIGIN", "https://a.example")
                        .configuration()
                        .sockets()
                        .allowedOrigins())
                .containsExactly("https://a.example");
    }

    @Nested
    class WhoNeedsNoToken {

        @ParameterizedTest
        @ValueSource(strings = {"MARKETPLACE_AUTH", "FIXRX_AUTH", "PARLEY_PROFILES_MARKETPLACE_AUTH"})
        void isAnybodyWhereThatIsOptionalAndTheStartSaysSo(String name) {
            Loads optional = GOOD.environment(name, "optional");
            assertThat(read(optional).auth()).isEqualTo(Auth.OPTIONAL);
            assertThat(warns(optional, "auth: ")).isTrue();
            assertThat(warns(GOOD, "auth: ")).isFalse();
        }

        @Test
        void isTheSharedUserInDevelopmentAlone() {
            Loads development = GOOD.environment("NODE_ENV", "development");
            assertThat(read(development).devUser()).isTrue();
            assertThat(warns(development, "node-env: ")).isTrue();
            assertThat(read(GOOD.environment("NODE_ENV", "test")).devUser()).isFalse();
            Loads production = PRODUCTION.environment("NODE_ENV", "development");
            assertThat(read(production).devUser()).isFalse();
            assertThat(warns(production, "node-env: ")).isTrue();
        }

        @Test
        void anUnknownRuleIsAFault() {
            assertThat(GOOD.environment("FIXRX_AUTH", "never").faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("profiles.marketplace.auth"));
        }
    }

    @Nested
    class WhoMayJoinAConversation {

        @Test
        void isAnybodyInDevelopmentAndTheStartSaysSo() {
            assertThat(read(GOOD).membership()).isEqualTo(new Membership.Anybody());
            assertThat(warns(GOOD, "conversations: ")).isTrue();
        }

        @Test
        void isAMemberInProduction() {
            assertThat(read(PRODUCTION).membership()).isEqualTo(new Membership.Members());
            assertThat(warns(PRODUCTION, "conversations: ")).isFalse();
            assertThat(warns(PRODUCTION.environment("PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701"), "conversations: "))
                    .isTrue();
        }

        @Test
        void isWhomABackendShowsIt() {
            Loads asked = PRODUCTION.flags("profiles.marketplace.conversation-hook=" + HOOK);
            assertThat(read(asked).membership()).isEqualTo(new Membership.Backend(HOOK, Duration.ofSeconds(10), 100));
            assertThat(asked.loaded().toString()).doesNotContain("app.example");
        }

        @Test
        void isWhoeverTheOperatorSays() {
            assertThat(read(PRODUCTION.flags("profiles.marketplace.conversations=anybody"))
                            .membership())
                    .isEqualTo(new Membership.Anybody());
            Loads both = GOOD.flags(
                    "profiles.marketplace.conversations=members", "profiles.marketplace.conversation-hook=" + HOOK);
            assertThat(read(both).membership()).isEqualTo(new Membership.Members());
            assertThat(warns(both, "conversation-hook: ")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"https://app.example/messages", "ftp://app.example/{conversationId}", "{conversationId}"})
        void isNobodyWhomAWrongAddressLetsIn(String url) {
            assertThat(GOOD.flags("profiles.marketplace.conversation-hook=" + url)
                            .faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("profiles.marketplace.conversation-hook"));
        }

        @Test
        void isNobodyWithoutTheBackendThatIsToBeAsked() {
            assertThat(GOOD.flags("profiles.marketplace.conversations=backend").faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("profiles.marketplace.conversation-hook"));
        }
    }

    @Test
    void nobodyElseIsWarned() {
        var other = GOOD.environment("PARLEY_PROFILE", "parley", "NODE_ENV", "development", "FIXRX_AUTH", "optional");
        assertThat(other.loaded().warnings()).noneMatch(line -> line.contains("marketplace"));
    }
}
