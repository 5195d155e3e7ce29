package dev.parley.profiles.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.profiles.TestSocket;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a socket publishes is told to its backend before it is heard. */
class PublicationsTest {

    private record Said(Tell tell, Promise<Told> answer) {
        void stored(boolean stored) {
            answer.complete(new Told(stored));
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile boolean wanted = true;
    private Publications publications;

    @BeforeEach
    void start() {
        var bus = new Bus(vertx);
        ChatNode.get(bus.answer(Addresses.WEBHOOKS, question -> {
            var one = new Said((Tell) question, Promise.promise());
            said.add(one);
            return one.answer.future();
        }));
        var webhooks = new Webhooks(bus, (app, type) -> wanted && type == Activity.Type.PUBLISHED);
        publications = new Publications(TestSocket.of("ann"), webhooks, () -> Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        ChatNode.get(vertx.close());
    }

    private void publish(String id) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(here -> {
            Future<Boolean> told = publications.tell("ann", "lobby", id, "news", RawJson.TRUE);
            told.onSuccess(stored -> heard.add(id + (stored ? "" : " refused")));
            done.complete();
        });
        ChatNode.get(done.future());
    }

    @Nested
    class WhereABackendWantsIt {

        @Test
        void itGoesOnOnceItIsStored() {
            publish("1");
            Said first = ChatNode.next(said);
            assertThat(first.tell.patience()).isEqualTo(Tell.Patience.REFUSE);
            assertThat(((Activity) first.tell.notices().getFirst()).data())
                    .hasToString(
                            "{\"socket\":\"s1\",\"namespace\":\"/\",\"user\":\"ann\",\"room\":\"lobby\",\"id\":\"1\","
                                    + "\"event\":\"news\",\"data\":true}");
            assertThat(heard).isEmpty();
            first.stored(true);
            assertThat(ChatNode.next(heard)).isEqualTo("1");
        }

        @Test
        void whatCannotBeStoredIsRefused() {
            publish("1");
            ChatNode.next(said).stored(false);
            assertThat(ChatNode.next(heard)).isEqualTo("1 refused");
        }

        @Test
        void theNextOneDoesNotOvertakeIt() {
            publish("1");
            publish("2");
            Said first = ChatNode.next(said);
            ChatNode.next(said).stored(true);
            wanted = false;
            publish("3");
            assertThat(heard).isEmpty();
            first.stored(false);
            assertThat(List.of(ChatNode.next(heard), ChatNode.next(heard), ChatNode.next(heard)))
                    .containsExactly("1 refused", "2", "3");
        }
    }

    @Nested
    class WhereNobodyWantsIt {

        @Test
        void itGoesOnAtOnce() {
            wanted = false;
            publish("1");
            assertThat(heard).containsExactly("1");
            assertThat(said).isEmpty();
        }
    }
}
