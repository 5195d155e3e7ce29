package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.emit.EmitLimits;
import dev.parley.chat.ChatConfig;
import dev.parley.outbound.OutboundConfig;
import dev.parley.sockets.Parser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a start gets that says nothing at all, or only its mode. */
class DefaultsTest {

    private final Configuration configuration = Loads.nothing().configuration();

    @Test
    void socketsSpeakAsSocketIoServersDoByDefault() {
        var sockets = configuration.sockets();
        assertThat(sockets.host()).isEqualTo("0.0.0.0");
        assertThat(sockets.port()).isEqualTo(3000);
        assertThat(sockets.engine().path()).isEqualTo("/socket.io/");
        assertThat(sockets.engine().pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(sockets.engine().pingTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(sockets.engine().maxPayload()).isEqualTo(1_000_000);
        assertThat(sockets.parser()).isEqualTo(Parser.AUTO);
        assertThat(sockets.eventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void clientsHaveLimitsThatOrdinaryOnesDoNotReach() {
        var limits = configuration.sockets().limits();
        assertThat(limits.connections()).isEqualTo(100_000);
        assertThat(limits.connectsPerSecond()).isEqualTo(1_000);
        assertThat(limits.unjoinedPerAddress()).isEqualTo(1_000);
        assertThat(limits.abuse()).isEqualTo(100);
        assertThat(limits.trustedProxies()).isEmpty();
        assertThat(limits.dropOldestIn()).isEmpty();
        assertThat(configuration.sockets().engine().outboundPackets()).isEqualTo(10_000);
    }

    @Test
    void theApiTakesBatchesAndKeepsAnswersForRetries() {
        var api = configuration.api();
        assertThat(api.emit()).isEqualTo(new EmitLimits(1_000, 100, Duration.ofMinutes(1)));
        assertThat(api.idempotency().window()).isEqualTo(Duration.ofMinutes(10));
        assertThat(api.idempotency().underWay())
                .as("longer than any request")
                .isGreaterThan(api.acks().within());
        assertThat(api.idempotency().bytes()).isEqualTo(64_000_000);
    }

    @Test
    void aNodeIsOnItsOwn() {
        assertThat(configuration.cluster().enabled()).isFalse();
        assertThat(configuration.cluster().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.nodeId()).isEmpty();
    }

    @Test
    void theRootNamespaceSpeaksParley() {
        assertThat(configuration.namespaces()).containsOnlyKeys("/").containsEntry("/", "parley");
        assertThat(configuration.parley().openRooms()).containsExactly("public:*");
    }

    @Test
    void messagingIsAsItsClientsKnowItAndTellsStrangersNoAddresses() {
        var messaging = configuration.messaging();
        assertThat(messaging.httpPath()).isEmpty();
        assertThat(messaging.openRoles()).containsExactlyInAnyOrder("customer", "provider");
        assertThat(messaging.tokenLifetime()).isEmpty();
        assertThat(messaging.showEmails()).isFalse();
    }

    @Test
    void deliveriesAreTriedTenTimes() {
        assertThat(configuration.webhooks().endpoint()).isEmpty();
        assertThat(configuration.webhooks().retryAfter())
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(8),
                        Duration.ofHours(24),
                        Duration.ofHours(48));
    }

    @Test
    void whatAppsNameIsCalledInPrivateNetworksOnlyInDevelopment() {
        assertThat(configuration.outbound()).isEqualTo(new OutboundConfig(true, List.of(), false));
        var production = Loads.nothing().environment("PARLEY_MODE", "production", "HTTP_API_KEY", "k".repeat(40));
        assertThat(production.configuration().outbound()).isEqualTo(new OutboundConfig(false, List.of(), false));
    }

    @Test
    void whatMayBeCalledCanBeListed() {
        var listed = Loads.nothing().flags("outbound.allow=*.example.com,10.0.0.0/8", "outbound.only-allowed=true");
        assertThat(listed.configuration().outbound())
                .isEqualTo(new OutboundConfig(true, List.of("*.example.com", "10.0.0.0/8"), true));
    }

    @Test
    void chatHasLimitsThatOrdinaryUsersDoNotReach() {
        assertThat(configuration.chat())
                .isEqualTo(new ChatConfig(
                        10_000, 16_000, 128, 1_000, 1_000, 200, 1_000, 100, 10_000, Duration.ofMinutes(1)));
    }

    @Test
    void developmentLetsPagesOfOnesOwnMachineIn() {
        assertThat(configuration.mode()).isEqualTo(Mode.DEVELOPMENT);
        assertThat(configuration.sockets().allowedOrigins()).containsExactly("loopback");
    }

    @Test
    void productionLetsNoPageInAndSaysSo() {
        var production = Loads.nothing().environment("PARLEY_MODE", "production", "HTTP_API_KEY", "k".repeat(40));
        assertThat(production.configuration().sockets().allowedOrigins()).isEmpty();
        assertThat(production.loaded().warnings()).anyMatch(w -> w.startsWith("sockets.allowed-origins: "));
    }

    @Test
    void productionTakesTheOriginsThatAreListed() {
        var production = Loads.nothing()
                .environment("HTTP_API_KEY", "k".repeat(40), "ALLOW_REQUEST_DOMAINS", "a.example, B.example")
                .flags("mode=production");
        assertThat(production.configuration().sockets().allowedOrigins()).isEqualTo(List.of("a.example", "b.example"));
    }
}
