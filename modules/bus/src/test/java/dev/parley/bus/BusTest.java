package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.LogMessage.LogMark;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Events;
import dev.parley.bus.Message.InterestHello;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BusTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aQuestionIsGivenUpWhenWhoAsksSaysSo() throws Exception {
        bus.answer(Addresses.INTEREST, said -> Future.future(never -> {})).await(5, TimeUnit.SECONDS);
        var asked = bus.ask(Addresses.INTEREST, new InterestHello(new NodeId("a")), Duration.ofMillis(10));
        assertThatThrownBy(() -> asked.await(5, TimeUnit.SECONDS)).isInstanceOf(ReplyException.class);
    }

    @Nested
    class EventsOfOneTurnOfAnEventLoop {

        private static final RawJson ARGS =
                JsonWriter.build(w -> w.beginArray().string("greet").endArray());
        private static final Audience ALL = Audience.of(new AppNamespace("default", "/"), Target.EVERYONE);
        private static final LogMark MARK = new LogMark(new Stamp(new NodeId("a"), 7, 6));

        /** What arrives: the ids of events that come together, else the message. */
        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @BeforeEach
        void listen() throws Exception {
            bus.hear(Addresses.FANOUT, said -> heard.add(said instanceof Events events ? ids(events) : said))
                    .await(5, TimeUnit.SECONDS);
        }

        private static List<String> ids(Events events) {
            return events.all().stream().map(Broadcast::id).toList();
        }

        private static Broadcast event(String id) {
            return new Broadcast(id, ALL, ARGS, List.of(), false);
        }

        private Object next() throws InterruptedException {
            return Objects.requireNonNull(heard.poll(5, TimeUnit.SECONDS), "nothing arrives");
        }

        @Test
        void goTogether() throws Exception {
            vertx.runOnContext(here -> {
                for (String id : List.of("1", "2", "3")) bus.publish(Addresses.FANOUT, event(id));
            });
            assertThat(next()).isEqualTo(List.of("1", "2", "3"));
        }

        @Test
        void goAlsoWhenTheyComeInTasksThatWaitForTheSameTurn() throws Exception {
            vertx.runOnContext(here -> {
                for (String id : List.of("1", "2")) here(() -> bus.publish(Addresses.FANOUT, event(id)));
            });
            assertThat(next()).isEqualTo(List.of("1", "2"));
        }

        private void here(Runnable task) {
            Objects.requireNonNull(Vertx.currentContext()).runOnContext(then -> task.run());
        }

        @Test
        void goAsTheyAreWhereThereIsOne() throws Exception {
            Broadcast alone = event("1");
            vertx.runOnContext(here -> bus.publish(Addresses.FANOUT, alone));
            assertThat(next()).isSameAs(alone);
        }

        @Test
        void goBeforeWhateverIsSaidAfterThem() throws Exception {
            vertx.runOnContext(here -> {
                bus.publish(Addresses.FANOUT, event("1"));
                bus.publish(Addresses.FANOUT, event("2"));
                bus.send(Addresses.FANOUT, MARK);
                bus.publish(Addresses.FANOUT, event("3"));
                bus.publish(Addresses.FANOUT, event("4"));
            });
            assertThat(List.of(next(), next(), next())).isEqualTo(List.of(List.of("1", "2"), MARK, List.of("3", "4")));
        }

        @Test
        void doNotWaitForTheEndOfItWhenTheyAreMany() throws Exception {
            List<String> ids = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
            vertx.runOnContext(here -> ids.forEach(id -> bus.publish(Addresses.FANOUT, event(id))));
            assertThat(List.of(next(), next())).isEqualTo(List.of(ids.subList(0, 256), ids.subList(256, 300)));
        }

        @Test
        void doNotWaitWhereThereIsNoTurn() throws Exception {
            Broadcast first = event("1");
            Broadcast second = event("2");
            bus.publish(Addresses.FANOUT, first);
            bus.publish(Addresses.FANOUT, second);
            assertThat(next()).isSameAs(first);
            assertThat(next()).isSameAs(second);
        }
    }
}
