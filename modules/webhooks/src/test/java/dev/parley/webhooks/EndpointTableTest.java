package dev.parley.webhooks;

import static dev.parley.webhooks.DeskNode.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a node knows of endpoints, with one store or none. */
@ExtendWith(VertxExtension.class)
class EndpointTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final EndpointSettings SETTINGS =
            new EndpointSettings(URI.create("https://example.com/one"), Set.of(Activity.Type.JOINED), 1, "");

    @TempDir
    Path folder;

    private static EmbeddedStore open(Path folder, int port) {
        return ((Opening.Opened) EmbeddedStore.open(folder, port)).store();
    }

    @Nested
    class OfOneStore {

        @Test
        void isTheSameOnTwoNodesBeforeLong(Vertx one) throws Exception {
            Vertx other = Vertx.vertx();
            try (EmbeddedStore store = open(folder, 0)) {
                DeskNode first = DeskNode.start(one, Optional.of(store.uri()), folder);
                DeskNode second = DeskNode.start(other, Optional.of(store.uri()), folder);
                Endpoint made = first.answer(new CreateEndpoint("another", SETTINGS, false));
                // At once for who asks, within a second for who looks.
                assertThat(second.answer(new FindEndpoint("another", made.id())))
                        .isEqualTo(made);
                first.answer(new UpdateEndpoint("another", made.id(), DeskNode.NO_CHANGE, Optional.of(false)));
                await().atMost(PATIENCE).until(() -> !second.table.wants("another", Activity.Type.JOINED));
                first.answer(new UpdateEndpoint("another", made.id(), DeskNode.NO_CHANGE, Optional.of(true)));
                await().atMost(PATIENCE).until(() -> second.table.wants("another", Activity.Type.JOINED));
                assertThat(second.table.wants("another", Activity.Type.LEFT)).isFalse();
                assertThat(second.table.wants("third", Activity.Type.JOINED)).isFalse();
            } finally {
                DeskNode.get(other.close());
            }
        }

        @Test
        void staysAsItIsWhileTheStoreIsAway(Vertx vertx) throws Exception {
            EmbeddedStore store = open(folder, 0);
            int port = URI.create(store.uri()).getPort();
            DeskNode node = DeskNode.start(vertx, Optional.of(store.uri()), folder);
            Endpoint made = node.answer(new CreateEndpoint("another", SETTINGS, false));
            try (var log = new LogCapture()) {
                store.close();
                await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
                assertThat(node.fault(new ListEndpoints("another"))).isEqualTo(WebhookFault.UNAVAILABLE);
                assertThat(node.table.find("another", made.id())).contains(made);
                assertThat(node.table.wants(APP, Activity.Type.LEFT)).isTrue();
                try (EmbeddedStore back = open(folder, port)) {
                    assertThat(back.uri()).contains(":" + port);
                    await().atMost(PATIENCE)
                            .until(() -> DeskNode.get(
                                    node.refresh().map(known -> true).otherwise(false)));
                    assertThat(node.answer(new ListEndpoints("another"))).containsExactly(made);
                    assertThat(log.lines())
                            .singleElement()
                            .asString()
                            .startsWith("the webhook endpoints cannot be read");
                }
            }
        }
    }

    @Nested
    class WithoutAStore {

        @Test
        void everyQuestionIsRefused(Vertx vertx) throws Exception {
            DeskNode node = DeskNode.startUnprepared(vertx, folder, false);
            assertThat(node.fault(new ListEndpoints(APP))).isEqualTo(WebhookFault.NO_STORE);
        }

        @Test
        void thatIsPreparedQuestionsAreRefusedUntilItIs(Vertx vertx) throws Exception {
            DeskNode node = DeskNode.startUnprepared(vertx, folder, true);
            assertThat(node.fault(new ListEndpoints(APP))).isEqualTo(WebhookFault.UNAVAILABLE);
            DeskNode.get(node.store.watch());
            assertThat(node.answer(new ListEndpoints(APP))).hasSize(1);
        }
    }
}
