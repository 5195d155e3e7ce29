package dev.parley.profiles.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.Limit;
import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.RoomDirectory;
import dev.parley.profiles.TestSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.EventRefusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One client, the user 1; the test says who may join a conversation. */
class MarketplaceSocketTest {

    private static final NodeId SELF = new NodeId("self");
    private static final Party PARTY = new Party(Optional.of("1"), Optional.empty(), Optional.of("token"));
    private static final String CONVERSATION = "[{\"conversationId\":\"c\"}]";
    private static final String IN = "{\"ok\":true,\"room\":\"conversation:c\"}";
    private static final Target ROOM = Target.room("conversation:c");

    private final TestSocket socket = TestSocket.of(16, 4);
    private final Queue<Broadcast> broadcasts = new ConcurrentLinkedQueue<>();
    private Future<Optional<Fault>> judgement = Future.succeededFuture(Optional.empty());
    private Vertx vertx;
    private Bus bus;
    private MarketplaceSocket client;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        bus = new Bus(vertx);
        bus.hear(Addresses.FANOUT, delivery -> broadcasts.add((Broadcast) delivery))
                .await(20, TimeUnit.SECONDS);
        client = client(false, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private MarketplaceSocket client(boolean anyRoom, Duration typingTimeout) {
        socket.joined.addAll(PARTY.rooms());
        var broadcaster = new Broadcaster(SELF, bus, new AlwaysHere(), new SimpleMeterRegistry());
        var typing = new Typing(vertx, broadcaster, () -> Instant.EPOCH, typingTimeout, socket, PARTY.user());
        return new MarketplaceSocket(socket, PARTY, anyRoom, (at, party, id) -> judgement, typing, () -> Instant.EPOCH);
    }

    /** Every audience is at this node. */
    private static final class AlwaysHere implements RoomDirectory {
        @Override
        public Future<Position> enter(Place place) {
            return Future.succeededFuture(Position.EMPTY);
        }

        @Override
        public void leave(Place place) {}

        @Override
        public Collection<NodeId> nodesOf(Audience audience) {
            return List.of(SELF);
        }

        @Override
        public boolean knows(NodeId node) {
            return true;
        }
    }

    private Future<String> sends(String name, String args) {
        Sent event = Sent.of(name, args);
        client.event(event);
        return event.ack().future();
    }

    private String asks(String name, String args) {
        return sends(name, args).result();
    }

    private static String refusal(Fault fault) {
        return "{\"ok\":false,\"error\":\"" + fault + "\"}";
    }

    @Nested
    class ItsRooms {

        @Test
        void areItsOwnUnlessItMayJoinAny() {
            assertThat(asks("join", "[\"user:2\"]")).isEqualTo(refusal(Fault.FORBIDDEN));
            assertThat(socket.joined).containsExactly(Target.room("user:1"));
            client = client(true, Duration.ofMinutes(1));
            assertThat(asks("join", "[\"user:2\"]")).isEqualTo("{\"ok\":true,\"room\":\"user:2\"}");
            assertThat(socket.joined).contains(Target.room("user:2"));
        }

        @Test
        void areNamedInTheHandshakeToo() {
            socket.query.add("userId", "1").add("vendorId", "");
            client.connected();
            assertThat(socket.emitted).containsExactly("joined {\"room\":\"user:1\"}");
            socket.query.set("vendorId", "2");
            client.connected();
            assertThat(socket.emitted).last().isEqualTo("error {\"message\":\"FORBIDDEN\"}");
        }

        @Test
        void areNoMoreAndNoLongerThanAllowed() {
            client = client(true, Duration.ofMinutes(1));
            assertThat(asks("join", "[\"user:345678901234\"]")).isEqualTo(refusal(Fault.INVALID_ROOM));
            for (int i = 2; i <= 4; i++)
                assertThat(asks("join", "[\"user\"," + i + "]")).contains("true");
            assertThat(asks("join", "[\"user:5\"]")).isEqualTo(refusal(Fault.TOO_MANY_ROOMS));
            assertThat(asks("join", "[\"user:4\"]")).contains("true");
            client.removed("user:3");
            client.entered("user:3");
            assertThat(asks("join:conversation", CONVERSATION)).isEqualTo(refusal(Fault.TOO_MANY_ROOMS));
            asks("leave", "[\"user:4\"]");
            assertThat(asks("join:conversation", CONVERSATION)).isEqualTo(IN);
        }

        @Test
        void areLeftWhereTheyCannotBeReached() {
            client = client(true, Duration.ofMinutes(1));
            socket.reachable = Future.failedFuture(new IllegalStateException("made by a test"));
            assertThat(asks("join", "[\"user:2\"]")).isEqualTo(refusal(Fault.UNAVAILABLE));
            assertThat(socket.joined).containsExactly(Target.room("user:1"));
        }
    }

    @Nested
    class AConversation {

        @Test
        void isJoinedSilentlyByWhoAsksForNoAnswer() {
            client.event(Sent.of("join:conversation", CONVERSATION).withoutAck());
            assertThat(socket.joined).contains(ROOM);
            assertThat(socket.emitted).isEmpty();
        }

        @Test
        void isNotJoinedByWhomItIsNotFor() {
            judgement = Future.succeededFuture(Optional.of(Fault.FORBIDDEN));
            client.event(Sent.of("join:conversation", CONVERSATION).withoutAck());
            assertThat(socket.joined).doesNotContain(ROOM);
            assertThat(socket.emitted).containsExactly("error {\"message\":\"FORBIDDEN\"}");
        }

        @Test
        void isNotJoinedByWhoHasLeftMeanwhile() {
            Promise<Optional<Fault>> later = Promise.promise();
            judgement = later.future();
            Future<String> joins = sends("join:conversation", CONVERSATION);
            asks("leave:conversation", CONVERSATION);
            later.complete(Optional.empty());
            assertThat(joins.result()).isEqualTo(refusal(Fault.LEFT));
            assertThat(socket.joined).doesNotContain(ROOM);
        }

        @Test
        void isJoinedByWhoHasLeftAndComeBackMeanwhile() {
            Promise<Optional<Fault>> later = Promise.promise();
            judgement = later.future();
            sends("join:conversation", CONVERSATION);
            asks("leave:conversation", CONVERSATION);
            Future<String> again = sends("join:conversation", CONVERSATION);
            later.complete(Optional.empty());
            assertThat(again.result()).isEqualTo(IN);
            assertThat(socket.joined).contains(ROOM);
        }

        @Test
        void isNotJoinedByAClientThatIsGone() {
            Promise<Optional<Fault>> later = Promise.promise();
            judgement = later.future();
            sends("join:conversation", CONVERSATION);
            socket.connected = false;
            later.complete(Optional.empty());
            assertThat(socket.joined).doesNotContain(ROOM);
        }

        @Test
        void isLeftByWhoIsNoLongerAMemberAndNotByWhoCannotBeJudged() {
            asks("join:conversation", CONVERSATION);
            judgement = Future.succeededFuture(Optional.of(Fault.UNAVAILABLE));
            assertThat(asks("join:conversation", CONVERSATION)).isEqualTo(refusal(Fault.UNAVAILABLE));
            assertThat(socket.joined).contains(ROOM);
            judgement = Future.succeededFuture(Optional.of(Fault.FORBIDDEN));
            asks("join:conversation", CONVERSATION);
            assertThat(socket.joined).doesNotContain(ROOM);
        }
    }

    @Nested
    class Writing {

        private void heard(boolean... typing) {
            await().atMost(Duration.ofSeconds(20)).until(() -> broadcasts.size() >= typing.length);
            assertThat(broadcasts).hasSize(typing.length);
            int i = 0;
            for (Broadcast each : broadcasts) {
                assertThat(each.args().toString())
                        .isEqualTo("[\"conversation:typing\",{\"conversationId\":\"c\",\"userId\":\"1\",\"isTyping\":"
                                + typing[i++] + ",\"timestamp\":\"1970-01-01T00:00:00.000Z\"}]");
                assertThat(each.audience())
                        .isEqualTo(Audience.of(TestSocket.AT, ROOM).without(Target.socket("s1")));
            }
        }

        private void types(boolean typing) {
            asks("conversation:typing", "[{\"conversationId\":\"c\",\"isTyping\":" + typing + "}]");
        }

        @Test
        void isToldToTheOthersUntilTheClientStops() {
            asks("join:conversation", CONVERSATION);
            types(false);
            types(true);
            types(false);
            types(false);
            heard(true, false);
        }

        @Test
        void endsWithTheClient() {
            asks("join:conversation", CONVERSATION);
            types(true);
            client.disconnected(DisconnectReason.TRANSPORT_CLOSE);
            heard(true, false);
        }

        @Test
        void endsWhereTheBackendPutsTheClientOut() {
            asks("join:conversation", CONVERSATION);
            types(true);
            client.removed("conversation:c");
            heard(true, false);
        }

        @Test
        void endsByItself() {
            client = client(false, Duration.ofMillis(1));
            asks("join:conversation", CONVERSATION);
            // On one loop with the timer, as sockets are.
            vertx.getOrCreateContext().runOnContext(here -> types(true));
            heard(true, false);
        }

        @Test
        void isNotToldByWhoIsNotThere() {
            types(true);
            asks("join:conversation", CONVERSATION);
            asks("leave:conversation", CONVERSATION);
            types(true);
            assertThat(broadcasts).isEmpty();
        }
    }

    @Test
    void whatALimitRefusesIsToldInTheContractsForm() {
        var why = new EventRefusal(Limit.ROOM_LENGTH, "rate_limited", "Too much.", Optional.empty());
        client.refused(Sent.of("join", "[]").withoutAck(), why);
        assertThat(socket.emitted).containsExactly("error {\"message\":\"RATE_LIMITED\"}");
        Sent asked = Sent.of("join", "[]");
        client.refused(asked, why);
        assertThat(asked.ack().future().result()).isEqualTo("{\"ok\":false,\"error\":\"RATE_LIMITED\"}");
    }
}
