package dev.parley.webhooks;

import static dev.parley.webhooks.DeskNode.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindDelivery;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.Ping;
import dev.parley.bus.webhooks.WebhookQuestion.Replay;
import dev.parley.bus.webhooks.WebhookQuestion.ReplaySince;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks about deliveries, answered out of an embedded store. */
@ExtendWith(VertxExtension.class)
class DeliveryDeskTest {

    private static final EndpointSettings SETTINGS =
            new EndpointSettings(URI.create("https://example.com/one"), Set.of(Activity.Type.JOINED), 1, "");

    @TempDir
    Path folder;

    private DeskNode node;
    private Endpoint endpoint;
    private Instant now;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        node = DeskNode.start(vertx, Optional.empty(), folder);
        endpoint = node.answer(new CreateEndpoint(APP, SETTINGS, false));
        now = node.now.get();
    }

    private String delivery(DeliveryState state, int second) throws Exception {
        return node.delivery(endpoint.id(), state, now.plusSeconds(second));
    }

    private DeliveryState state(String id) throws Exception {
        return node.answer(new FindDelivery(APP, id)).state();
    }

    private void disable() throws Exception {
        node.answer(new UpdateEndpoint(APP, endpoint.id(), DeskNode.NO_CHANGE, Optional.of(false)));
        node.told.clear();
    }

    @Nested
    class Pinging {

        @Test
        void storesADeliveryWhateverTypesItWants() throws Exception {
            DeliveryRecord ping = node.answer(new Ping(APP, endpoint.id()));
            assertThat(ping.id()).matches("msg_[0-9a-f]{32}");
            assertThat(ping.type()).isEqualTo("webhook.ping");
            assertThat(ping.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(ping.body().toString())
                    .isEqualTo(
                            "{\"type\":\"webhook.ping\",\"timestamp\":\"2026-03-01T12:00:00.250Z\",\"data\":{\"endpoint\":\""
                                    + endpoint.id() + "\"}}");
            assertThat(node.answer(new FindDelivery(APP, ping.id()))).isEqualTo(ping);
        }

        @Test
        void isRefusedWhereNothingCanBeSent() throws Exception {
            assertThat(node.fault(new Ping(APP, "ep_none"))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(node.fault(new Ping(APP, "https://example.org"))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(node.fault(new Ping("another", endpoint.id()))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            disable();
            assertThat(node.fault(new Ping(APP, endpoint.id()))).isEqualTo(WebhookFault.ENDPOINT_DISABLED);
        }

        @Test
        void isRefusedWhileTheOutboxTakesNothing() throws Exception {
            node.open = false;
            assertThat(node.fault(new Ping(APP, endpoint.id()))).isEqualTo(WebhookFault.BUSY);
        }
    }

    @Nested
    class Listing {

        @Test
        void tellsWhetherThereAreOlderOnes() throws Exception {
            String oldest = delivery(DeliveryState.DELIVERED, 1);
            String middle = delivery(DeliveryState.DEAD, 2);
            String newest = delivery(DeliveryState.PENDING, 3);
            var first = node.answer(list(Set.of(), Optional.empty(), 2));
            assertThat(first.deliveries()).extracting(DeliveryRecord::id).containsExactly(newest, middle);
            assertThat(first.more()).isTrue();
            var rest = node.answer(list(Set.of(), Optional.of(middle), 2));
            assertThat(rest.deliveries()).extracting(DeliveryRecord::id).containsExactly(oldest);
            assertThat(rest.more()).isFalse();
            assertThat(node.answer(list(Set.of(DeliveryState.DEAD), Optional.empty(), 2))
                            .deliveries())
                    .extracting(DeliveryRecord::id)
                    .containsExactly(middle);
        }

        @Test
        void isOfTheOwnAppAlone() throws Exception {
            String mine = delivery(DeliveryState.DEAD, 1);
            assertThat(node.answer(new ListDeliveries("another", Optional.empty(), Set.of(), Optional.empty(), 9))
                            .deliveries())
                    .isEmpty();
            assertThat(node.fault(new FindDelivery("another", mine))).isEqualTo(WebhookFault.UNKNOWN_DELIVERY);
            assertThat(node.fault(new Replay("another", mine))).isEqualTo(WebhookFault.UNKNOWN_DELIVERY);
        }

        private ListDeliveries list(Set<DeliveryState> states, Optional<String> before, int limit) {
            return new ListDeliveries(APP, Optional.of(endpoint.id()), states, before, limit);
        }
    }

    @Nested
    class Replaying {

        @Test
        void makesASettledOnePendingAgain() throws Exception {
            String dead = delivery(DeliveryState.DEAD, 1);
            DeliveryRecord again = node.answer(new Replay(APP, dead));
            assertThat(again.id()).isEqualTo(dead);
            assertThat(again.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(node.fault(new Replay(APP, dead))).isEqualTo(WebhookFault.STILL_PENDING);
            assertThat(node.told).containsExactly("replay " + dead);
        }

        @Test
        void isRefusedWhereNothingCanBeSent() throws Exception {
            String dead = delivery(DeliveryState.DEAD, 1);
            String gone = node.delivery("ep_gone", DeliveryState.DEAD, now);
            assertThat(node.fault(new Replay(APP, "msg_none"))).isEqualTo(WebhookFault.UNKNOWN_DELIVERY);
            assertThat(node.fault(new Replay(APP, gone))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            disable();
            assertThat(node.fault(new Replay(APP, dead))).isEqualTo(WebhookFault.ENDPOINT_DISABLED);
            assertThat(node.fault(new ReplaySince(APP, endpoint.id(), now, Set.of(DeliveryState.DEAD))))
                    .isEqualTo(WebhookFault.ENDPOINT_DISABLED);
            assertThat(state(dead)).isEqualTo(DeliveryState.DEAD);
            assertThat(node.told).isEmpty();
        }

        @Test
        void isRefusedWhileTheOutboxTakesNothing() throws Exception {
            String dead = delivery(DeliveryState.DEAD, 1);
            node.open = false;
            assertThat(node.fault(new Replay(APP, dead))).isEqualTo(WebhookFault.BUSY);
        }

        @Test
        void ofACallbackNeedsNoEndpoint() throws Exception {
            String dead = node.delivery("https://example.com", DeliveryState.DEAD, now);
            assertThat(node.answer(new Replay(APP, dead)).state()).isEqualTo(DeliveryState.PENDING);
        }

        @Test
        void ofManySinceAMomentKeepsTheirOrder() throws Exception {
            var expected = new ArrayList<String>();
            delivery(DeliveryState.DEAD, 0);
            String delivered = delivery(DeliveryState.DELIVERED, 300);
            String pending = delivery(DeliveryState.PENDING, 301);
            for (int i = 450; i >= 1; i--) expected.addFirst("replay " + delivery(DeliveryState.DEAD, i));
            var dead = new ReplaySince(APP, endpoint.id(), now.plusSeconds(1), Set.of(DeliveryState.DEAD));
            assertThat(node.answer(dead).deliveries()).isEqualTo(450);
            assertThat(node.told).isEqualTo(expected);
            assertThat(state(delivered)).isEqualTo(DeliveryState.DELIVERED);
            assertThat(node.answer(dead).deliveries()).isZero();
            var all = new ReplaySince(APP, endpoint.id(), now.plusSeconds(1), Set.of(DeliveryState.values()));
            assertThat(node.answer(all).deliveries()).isEqualTo(1);
            assertThat(state(delivered)).isEqualTo(DeliveryState.PENDING);
            assertThat(state(pending)).isEqualTo(DeliveryState.PENDING);
            assertThat(List.copyOf(node.told)).last().isEqualTo("replay " + delivered);
        }

        @Test
        void ofADeletedEndpointIsRefused() throws Exception {
            node.answer(new DeleteEndpoint(APP, endpoint.id()));
            assertThat(node.fault(new ReplaySince(APP, endpoint.id(), now, Set.of(DeliveryState.DEAD))))
                    .isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
        }
    }
}
