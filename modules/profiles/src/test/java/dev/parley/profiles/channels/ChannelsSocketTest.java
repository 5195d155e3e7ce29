package dev.parley.profiles.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limits;
import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.Headcounts;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryLimits;
import dev.parley.cluster.OnlineUsers;
import dev.parley.cluster.RequestLimits;
import dev.parley.cluster.RoomDirectory;
import dev.parley.cluster.RoomPresence;
import dev.parley.cluster.RoomView;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.cluster.TrailsOverTheBus;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.TestSocket;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One client; the test decides about its tokens in the place of TokenVerticle. A token is the channel, and maybe an address. */
class ChannelsSocketTest {

    private static final String OK = "{\"ok\":true,\"channel\":\"lobby\"}";

    private static final NodeId SELF = new NodeId("self");

    private final TestSocket socket = TestSocket.of(8, 2);
    private final Queue<String> counted = new ConcurrentLinkedQueue<>();
    private final Queue<VerifyJoin> questions = new ConcurrentLinkedQueue<>();
    private volatile Runnable meanwhile = () -> {};
    private Cluster alone;
    private Vertx vertx;
    private ChannelsSocket client;

    @BeforeEach
    void start() throws Exception {
        alone = done(
                Cluster.join(new ClusterConfig("channels", "127.0.0.1", 5701, 0, List.of()), SELF, new VertxOptions()));
        vertx = alone.vertx();
        var bus = new Bus(vertx);
        done(bus.answer(Addresses.VERIFY_JOIN, question -> {
            questions.add(question);
            meanwhile.run();
            return Future.succeededFuture(decision(question.token()));
        }));
        client = client(bus);
    }

    @AfterEach
    void stop() throws Exception {
        done(alone.leave());
    }

    private ChannelsSocket client(Bus bus) {
        var guard = new Guard(new OutboundConfig(true, List.of(), false));
        var config = new ChannelsConfig("", 1_000, true, true, List.of(Form.SIGNED_TEXT), List.of());
        var meters = new SimpleMeterRegistry();
        var broadcaster = new Broadcaster(SELF, bus, new Nowhere(), meters);
        var node = new ProfileServices(
                vertx,
                AppTable.of(App.bare("default"), Limits.NONE, () -> Instant.EPOCH),
                bus,
                new Chat(bus),
                new Webhooks(bus, Subscriptions.NONE),
                broadcaster,
                new Inquiries(
                        SELF, alone, bus, broadcaster, new InquiryLimits(Duration.ofSeconds(1), 1_000, 1), meters),
                new SocketsOverTheBus(
                        SELF, alone, bus, broadcaster, new RequestLimits(Duration.ofSeconds(1), 1), meters),
                new OnlineUsers(),
                new Counted(),
                new Nobody(),
                new TrailsOverTheBus(SELF, alone, bus),
                guard,
                () -> Instant.EPOCH);
        return new ChannelsSocket(socket, config, node, new Parting(config.webhookForms(), guard, () -> Instant.EPOCH));
    }

    private static JoinDecision decision(String token) {
        String[] words = token.split(" ", 2);
        if (words[0].equals("bad")) return new JoinDenied("token_expired", "The token has expired.");
        Optional<RawJson> data = words.length == 1
                ? Optional.empty()
                : Optional.of(JsonWriter.object(w -> w.name("webhook_url").string(words[1])));
        return new JoinGranted(words[0], null, Set.of(), Instant.MAX, data);
    }

    private static final class Nobody implements RoomPresence {
        @Override
        public void enter(Place room, String user) {}

        @Override
        public void leave(Place room, String user) {}

        @Override
        public Future<RoomView> watch(Place room, Watcher watcher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unwatch(Place room, Watcher watcher) {}
    }

    private final class Counted implements Headcounts {
        @Override
        public void enter(Place place) {
            counted.add("+" + place.target().name());
        }

        @Override
        public void leave(Place place) {
            counted.add("-" + place.target().name());
        }

        @Override
        public void watch(Watcher watcher) {}
    }

    private static final class Nowhere implements RoomDirectory {
        @Override
        public Future<Position> enter(Place place) {
            return Future.succeededFuture(Position.EMPTY);
        }

        @Override
        public void leave(Place place) {}

        @Override
        public Collection<NodeId> nodesOf(Audience audience) {
            return List.of();
        }

        @Override
        public boolean knows(NodeId node) {
            return true;
        }
    }

    private record Emitted(String name, Payload payload, Promise<String> answer) implements ClientEvent {
        @Override
        public boolean wantsAck() {
            return true;
        }

        @Override
        public void ack(Payload payload) {
            answer.tryComplete(payload.arg(0).toString());
        }
    }

    /** What an event is acknowledged by. */
    private String ask(String name, RawJson... args) throws Exception {
        Promise<String> answer = Promise.promise();
        vertx.getOrCreateContext().runOnContext(here -> client.event(new Emitted(name, Payload.of(args), answer)));
        return done(answer.future());
    }

    private String join(String token) throws Exception {
        return ask("join", RawJson.string(token));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    private List<Integer> farewells() {
        var sizes = new ArrayList<Integer>();
        socket.farewells.forEach(notices -> sizes.add(notices.size()));
        return sizes;
    }

    @Nested
    class Joining {

        @Test
        void aTokenOpensItsChannelAndIsCounted() throws Exception {
            assertThat(join("lobby")).isEqualTo(OK);
            assertThat(socket.joined).extracting(target -> target.name()).containsExactly("lobby");
            assertThat(counted).containsExactly("+lobby");
            assertThat(questions).allMatch(VerifyJoin::md5);
        }

        @Test
        void joiningAgainCountsOnce() throws Exception {
            join("lobby");
            assertThat(join("lobby")).isEqualTo(OK);
            assertThat(counted).containsExactly("+lobby");
        }

        @Test
        void aDeniedTokenChangesNothing() throws Exception {
            assertThat(join("bad")).contains("\"ok\":false", "token_expired");
            assertThat(socket.joined).isEmpty();
            assertThat(counted).isEmpty();
            assertThat(socket.farewells).isEmpty();
            assertThat(socket.emitted).isEmpty();
        }

        @Test
        void whatIsNoTokenIsNotEvenChecked() throws Exception {
            for (RawJson arg : List.of(RawJson.NULL, RawJson.EMPTY_OBJECT, RawJson.EMPTY_ARRAY, RawJson.TRUE))
                assertThat(ask("join", arg)).contains("invalid_token");
            assertThat(ask("join")).contains("invalid_token");
            assertThat(ask("leave")).contains("unknown_event");
            assertThat(questions).isEmpty();
        }

        @Test
        void limitsHold() throws Exception {
            assertThat(join("a-long-name")).contains("invalid_channel");
            join("a");
            join("b");
            assertThat(join("c")).contains("too_many_channels");
            assertThat(join("b")).contains("\"ok\":true");
            assertThat(counted).containsExactly("+a", "+b");
        }

        @Test
        void aMoveByTheBackendCountsAsOneOfItsOwn() throws Exception {
            client.entered("a");
            assertThat(join("a")).isEqualTo("{\"ok\":true,\"channel\":\"a\"}");
            client.removed("a");
            client.removed("a");
            assertThat(counted).containsExactly("+a", "-a");
        }

        @Test
        void whoHasGoneMeanwhileDoesNotJoin() throws Exception {
            meanwhile = () -> socket.connected = false;
            vertx.getOrCreateContext()
                    .runOnContext(here ->
                            client.event(new Emitted("join", Payload.of(RawJson.string("lobby")), Promise.promise())));
            await().until(() -> !socket.connected);
            meanwhile = () -> socket.connected = true;
            assertThat(join("hall")).contains("\"ok\":true");
            assertThat(counted).containsExactly("+hall");
        }

        @Test
        void aJoinThatNobodyCouldBeToldOfIsNoJoin() throws Exception {
            socket.fault = Optional.of(new IllegalStateException("not told"));
            assertThat(join("lobby")).contains("unavailable");
            assertThat(counted).containsExactly("+lobby", "-lobby");
            socket.fault = Optional.empty();
            assertThat(join("lobby")).isEqualTo(OK);
        }
    }

    @Nested
    class Parted {

        @Test
        void eachChannelIsOneLess() throws Exception {
            join("a");
            join("b");
            client.disconnected(DisconnectReason.TRANSPORT_CLOSE);
            assertThat(counted).containsExactlyInAnyOrder("+a", "+b", "-a", "-b");
        }

        @Test
        void theLastTokenSaysWhoIsCalled() throws Exception {
            join("a http://127.0.0.1/1");
            join("b http://127.0.0.1/2");
            assertThat(farewells()).containsExactly(1, 1);
            assertThat(socket.farewells.toString()).doesNotContain("127.0.0.1");
        }

        @Test
        void aTokenWithoutAnAddressTakesAnEarlierOneBack() throws Exception {
            join("a http://127.0.0.1/1");
            join("b");
            assertThat(farewells()).containsExactly(1, 0);
        }

        @Test
        void withoutAnyAddressNothingIsSaid() throws Exception {
            join("a");
            join("b");
            assertThat(socket.farewells).isEmpty();
        }
    }

    @Test
    void whoConnectsIsOne() {
        client.connected();
        assertThat(socket.emitted).containsExactly("user-total 1");
    }
}
