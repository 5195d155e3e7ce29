package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Message.Activity;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryOutbox outbox = new MemoryOutbox(4);

    private Delivery accept(String socket) {
        return accept(Node.data(socket, 0));
    }

    private Delivery accept(RawJson data) {
        return outbox.accept(activity(data)).orElseThrow();
    }

    private static Activity activity(RawJson data) {
        return new Activity("default", Activity.Type.JOINED, NOW, data);
    }

    private static RawJson object(String member, RawJson value) {
        return JsonWriter.build(w -> w.beginObject().name(member).raw(value).endObject());
    }

    @Nested
    class InALane {

        @Test
        void nextWaitsUntilTheOneAheadIsSettled() {
            Delivery first = accept("a");
            Delivery second = accept("a");
            assertThat(outbox.next(NOW)).contains(first);
            assertThat(outbox.next(NOW)).isEmpty();
            outbox.settle(first);
            assertThat(outbox.next(NOW)).contains(second);
        }

        @Test
        void restingDeliveryHoldsUpWhatIsBehindIt() {
            Delivery first = accept("a");
            accept("a");
            outbox.next(NOW);
            outbox.postpone(first.failedOnceMore(), NOW.plusSeconds(5));
            assertThat(outbox.due()).contains(NOW.plusSeconds(5));
            assertThat(outbox.next(NOW.plusSeconds(5).minusNanos(1))).isEmpty();
            assertThat(outbox.next(NOW.plusSeconds(5))).contains(first.failedOnceMore());
            assertThat(outbox.due()).isEmpty();
            assertThat(outbox.next(NOW.plusSeconds(5))).isEmpty();
        }
    }

    @Nested
    class BetweenLanes {

        @Test
        void noneWaitsForAnother() {
            Delivery a = accept("a");
            Delivery b = accept("b");
            assertThat(outbox.next(NOW)).contains(a);
            assertThat(outbox.next(NOW)).contains(b);
        }

        @Test
        void whatRestsShortestComesFirst() {
            Delivery a = accept("a");
            Delivery b = accept("b");
            outbox.next(NOW);
            outbox.next(NOW);
            outbox.postpone(a, NOW.plusSeconds(9));
            outbox.postpone(b, NOW.plusSeconds(3));
            assertThat(outbox.due()).contains(NOW.plusSeconds(3));
            assertThat(outbox.next(NOW.plusSeconds(5))).contains(b);
            assertThat(outbox.next(NOW.plusSeconds(5))).isEmpty();
        }

        @Test
        void emptyLaneVanishes() {
            for (int i = 0; i < 1_000; i++) {
                Delivery delivery = accept("socket " + i);
                assertThat(outbox.next(NOW)).contains(delivery);
                outbox.settle(delivery);
            }
            assertThat(outbox.lanes()).isZero();
        }
    }

    @Nested
    class Full {

        @Test
        void refusesUntilSomethingIsSettled() {
            for (String socket : new String[] {"a", "a", "b", "c"}) accept(socket);
            assertThat(outbox.accept(activity(Node.data("d", 0)))).isEmpty();
            Delivery first = outbox.next(NOW).orElseThrow();
            outbox.postpone(first, NOW);
            assertThat(outbox.accept(activity(Node.data("d", 0)))).isEmpty();
            outbox.next(NOW);
            outbox.settle(first);
            assertThat(outbox.accept(activity(Node.data("d", 0)))).isPresent();
        }

        @Test
        void largeBodiesFillItBeforeTheirNumberDoes() {
            Delivery large = accept(object("room", RawJson.string("x".repeat(20_000))));
            assertThat(outbox.accept(activity(RawJson.string("x".repeat(20_000)))))
                    .isEmpty();
            accept("a");
            outbox.settle(outbox.next(NOW).orElseThrow());
            assertThat(large.body().length()).isGreaterThan(20_000);
            accept(RawJson.string("x".repeat(20_000)));
        }

        @Test
        void isReportedOnceForEachBurst() {
            try (var log = new LogCapture()) {
                for (int i = 0; i < 4; i++) accept("socket " + i);
                for (int i = 0; i < 5; i++) outbox.accept(activity(RawJson.NULL));
                assertThat(log.lines()).singleElement().asString().startsWith("webhook_queue_full");

                outbox.settle(outbox.next(NOW).orElseThrow());
                accept("e"); // still about full: the same burst
                outbox.accept(activity(RawJson.NULL));
                assertThat(log.lines()).hasSize(1);

                for (int i = 0; i < 4; i++) outbox.settle(outbox.next(NOW).orElseThrow());
                for (int i = 0; i < 5; i++) outbox.accept(activity(RawJson.NULL));
                assertThat(log.lines()).hasSize(2);
            }
        }
    }

    @Nested
    class ADelivery {

        @Test
        void tellsTypeTimeToTheMillisecondAndData() {
            var activity = new Activity("default", Activity.Type.PUBLISHED, NOW, Node.data("a", 7));
            assertThat(Delivery.of(activity).body())
                    .hasToString("{\"type\":\"room.published\",\"timestamp\":\"2026-03-01T12:00:00.000Z\","
                            + "\"data\":{\"socket\":\"a\",\"n\":7}}");
        }

        @Test
        void hasAnIdOfItsOwn() {
            var ids = new HashSet<String>();
            for (int i = 0; i < 1_000; i++) {
                ids.add(Delivery.of(activity(RawJson.NULL)).id());
            }
            assertThat(ids).hasSize(1_000).allMatch(id -> id.matches("msg_[0-9a-f]{32}"));
        }

        @Test
        void goesWithItsSocketElseWithItsRoom() {
            var both = JsonWriter.build(w -> w.beginObject()
                    .name("room")
                    .string("r")
                    .name("socket")
                    .string("s")
                    .endObject());
            String socket = lane(object("socket", RawJson.string("s")));
            assertThat(lane(both)).isEqualTo(socket);
            assertThat(lane(object("room", RawJson.string("s")))).isNotEqualTo(socket);
            assertThat(lane(RawJson.NULL))
                    .isEqualTo(lane(RawJson.EMPTY_OBJECT))
                    .isEqualTo(lane(object("socket", RawJson.NULL)));
        }

        private static String lane(RawJson data) {
            return Delivery.of(activity(data)).lane();
        }
    }
}
