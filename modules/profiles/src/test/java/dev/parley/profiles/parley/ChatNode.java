package dev.parley.profiles.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.chat.Presences;
import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.OnlineUsers;
import dev.parley.cluster.RoomDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What the chat of a socket has of a node; the test answers in the place of ChatVerticle. */
final class ChatNode implements AutoCloseable {

    private static final NodeId SELF = new NodeId("self");
    private static final long WITHIN_SECONDS = 20;

    /** A question, to be answered. */
    record Asked(ChatQuestion<?> question, Promise<ChatAnswer<?>> answer) {
        void tells(Object value) {
            answer.complete(ChatAnswer.told(value));
        }
    }

    final Vertx vertx = Vertx.vertx();
    final PresenceWatchers watchers = new PresenceWatchers();
    final TestPresence presence = new TestPresence();
    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<Broadcast> broadcasts = new LinkedBlockingQueue<>();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-31T12:00:00Z"));
    final ChatServices services;
    final Bus bus = new Bus(vertx);
    private final Context loop = vertx.getOrCreateContext();

    ChatNode(Duration typingTimeout) {
        get(bus.hear(Addresses.FANOUT, delivery -> broadcasts.add((Broadcast) delivery)));
        get(bus.answer(Addresses.CHAT, question -> {
            var one = new Asked((ChatQuestion<?>) question, Promise.promise());
            asked.add(one);
            return one.answer().future();
        }));
        var chat = new Chat(bus);
        services = new ChatServices(
                vertx,
                chat,
                new Presences(chat, new OnlineUsers()),
                watchers,
                presence,
                2,
                new Broadcaster(SELF, bus, new AlwaysHere(), new SimpleMeterRegistry()),
                now::get,
                typingTimeout);
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

    /** On the event loop of the client. */
    void run(Runnable what) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(here -> {
            what.run();
            done.complete();
        });
        get(done.future());
    }

    /** An event of the client; its acknowledgement comes. */
    Future<String> sends(ChatSocket socket, String name, String json) {
        return sends(socket, name, json, List.of());
    }

    Future<String> sends(ChatSocket socket, String name, String json, List<byte[]> attachments) {
        TestEvent event = TestEvent.of(name, json, attachments);
        run(() -> socket.event(event));
        return event.ack().future();
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(WITHIN_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        get(vertx.close());
    }
}
