package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.Destination;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.RoomDirectory;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A node's ChatVerticle with all that it needs, and what it tells: the events that its dialect was given, the broadcasts that
 * reached the fan-out, the activities. Safe on every thread.
 */
final class ChatNode implements AutoCloseable {

    private static final NodeId SELF = new NodeId("self");

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Queue<ChatEvent> events = new ConcurrentLinkedQueue<>();
    final Queue<Broadcast> broadcasts = new ConcurrentLinkedQueue<>();
    final Queue<Activity> activities = new ConcurrentLinkedQueue<>();

    /** Whether activities can be stored. */
    volatile boolean webhooksWork = true;

    final Chat chat;
    private final Optional<Store> store;
    private final String deployment;

    ChatNode(TestStore store) {
        this(store, Tests.CONFIG, InstantSource.system());
    }

    ChatNode(TestStore store, ChatConfig config, InstantSource clock) {
        this(store, config, clock, store.uri());
    }

    ChatNode(TestStore store, ChatConfig config, InstantSource clock, String uri) {
        this.store = Optional.of(store.connect(vertx, uri));
        var bus = new Bus(vertx);
        chat = new Chat(bus);
        deployment = deploy(bus, config, this::tell, clock);
    }

    /** One without a store, or with a dialect of its own. */
    ChatNode(Optional<TestStore> store, ChatDialect dialect) {
        this.store = store.map(each -> each.connect(vertx));
        var bus = new Bus(vertx);
        chat = new Chat(bus);
        deployment = deploy(bus, Tests.CONFIG, dialect, InstantSource.system());
    }

    private String deploy(Bus bus, ChatConfig config, ChatDialect dialect, InstantSource clock) {
        Tests.get(bus.hear(Addresses.FANOUT, delivery -> broadcasts.add((Broadcast) delivery)));
        Tests.get(bus.answer(Addresses.WEBHOOKS, said -> {
            for (Notice notice : ((Tell) said).notices()) activities.add((Activity) notice);
            return Future.succeededFuture(new Told(webhooksWork));
        }));
        var broadcaster = new Broadcaster(SELF, bus, new AlwaysHere(), meters);
        var verticle = new ChatVerticle(
                config, store, bus, new Webhooks(bus, (app, type) -> true), broadcaster, at -> dialect, clock, meters);
        String id = Tests.get(vertx.deployVerticle(
                verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        store.ifPresent(Store::watch);
        await().atMost(Tests.PATIENCE).until(() -> store.map(Store::isPrepared).orElse(true));
        return id;
    }

    private List<Broadcast> tell(ChatEvent event) {
        events.add(event);
        var args = Tests.json("[\"" + event.getClass().getSimpleName() + "\"]");
        return List.of(new Broadcast("id", Audience.of(event.at(), Target.EVERYONE), args, List.of(), false));
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

    <T> ChatAnswer<T> ask(ChatQuestion<T> question) {
        return Tests.get(chat.ask(question));
    }

    /** What it answers; an event that comes of it has been told then. */
    <T> T told(ChatQuestion<T> question) {
        return Tests.told(ask(question));
    }

    ChatFault refused(ChatQuestion<?> question) {
        return Tests.refused(ask(question));
    }

    <E extends ChatEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    ChatRoom room(String id, String... members) {
        return told(createRoom(AT, id, members));
    }

    static CreateRoom createRoom(AppNamespace at, String id, String... members) {
        return new CreateRoom(
                at,
                Optional.of(id),
                IdForm.UUID,
                Optional.empty(),
                RawJson.EMPTY_OBJECT,
                Arrays.asList(members),
                false,
                Optional.empty());
    }

    ChatMessage send(String room, String user, String text) {
        return told(sendTo(new ToRoom(room), user, text)).message();
    }

    static SendMessage sendTo(Destination to, String user, String text) {
        return new SendMessage(
                AT,
                to,
                user,
                Optional.empty(),
                text,
                RawJson.EMPTY_OBJECT,
                Optional.empty(),
                IdForm.UUID,
                false,
                false);
    }

    static SendMessage withClientId(SendMessage q, String clientId) {
        return new SendMessage(
                q.at(),
                q.to(),
                q.user(),
                q.socket(),
                q.text(),
                q.data(),
                Optional.of(clientId),
                q.ids(),
                q.trusted(),
                q.knownUsersOnly());
    }

    HistoryPart history(String room, Range range, int limit) {
        return told(new History(AT, room, Optional.empty(), range, limit, true));
    }

    @Override
    public void close() {
        Tests.get(vertx.undeploy(deployment));
        store.ifPresent(each -> Tests.get(each.close()));
        Tests.get(vertx.close());
    }
}
