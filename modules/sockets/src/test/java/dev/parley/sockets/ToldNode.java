package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.Will;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A node whose backends want to know what a test says; the test hears it in the place of WebhookVerticle. Used by the thread
 * of its test.
 */
final class ToldNode implements AutoCloseable {

    static final Callback CALLBACK = new Callback(
            "default",
            URI.create("http://127.0.0.1/"),
            true,
            Callback.Form.JSON,
            "lane",
            "goodbye",
            RawJson.EMPTY_OBJECT,
            Optional.of("goodbye"));

    /** What was said, to be answered. */
    record Said(Object what, Promise<Told> answer) {

        Tell tell() {
            assertThat(what).isInstanceOf(Tell.class);
            return (Tell) what;
        }

        Said stored(boolean stored) {
            answer.complete(new Told(stored));
            return this;
        }
    }

    private final Set<Activity.Type> wanted = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Said> tells = new LinkedBlockingQueue<>();
    private final BlockingQueue<Will> wills = new LinkedBlockingQueue<>();
    final TestNode node;
    final RawClient client;

    ToldNode(Activity.Type... wanted) {
        this.wanted.addAll(List.of(wanted));
        var profile = new Scripted(ToldNode::event);
        node = new TestNode(
                TestNode.config(),
                Map.of("/", profile, "/other", profile, "/recovering", profile),
                TestNode.APPS,
                System::nanoTime,
                (app, type) -> this.wanted.contains(type));
        TestNode.get(node.bus.answer(Addresses.WEBHOOKS, said -> {
            if (said instanceof Will will) {
                wills.add(will);
                return Future.succeededFuture(new Told(true));
            }
            var one = new Said(said, Promise.promise());
            tells.add(one);
            return one.answer.future();
        }));
        client = new RawClient(node);
    }

    private static void event(ClientSocket socket, ClientEvent event) {
        String arg = event.arg(0).asString().orElse("");
        Future<?> done =
                switch (event.name()) {
                    case "join" -> socket.join(Target.room(arg));
                    case "leave" -> socket.leave(Target.room(arg));
                    case "is" -> socket.join(Target.user(arg));
                    case "farewell" -> socket.farewell(List.of(CALLBACK));
                    default -> Future.succeededFuture();
                };
        done.onSuccess(ok -> event.ack(RawJson.TRUE))
                .onFailure(fault -> event.ack(RawJson.string(fault.getClass().getSimpleName())));
    }

    void want(Activity.Type type) {
        wanted.add(type);
    }

    /** What is told next, not answered yet. */
    Said next() {
        return poll(tells);
    }

    Will nextWill() {
        return poll(wills);
    }

    /** A client that is connected, whatever is told of that. */
    Frames connected() {
        Frames frames = client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40");
        if (wanted.contains(Activity.Type.CONNECTED)) next().stored(true);
        frames.id = RawClient.sid(frames.next().substring(1));
        return frames;
    }

    /** Nothing was said and is not heard of yet. */
    void assertSilent() {
        assertThat(tells).isEmpty();
        assertThat(wills).isEmpty();
    }

    static String text(Notice notice) {
        return switch (notice) {
            case Activity activity -> activity.type().wire() + " " + activity.data();
            case Callback callback -> callback.type();
        };
    }

    static List<String> texts(List<Notice> notices) {
        return notices.stream().map(ToldNode::text).toList();
    }

    static List<Optional<String>> keys(List<Notice> notices) {
        return notices.stream()
                .map(notice -> switch (notice) {
                    case Activity activity -> activity.key();
                    case Callback callback -> callback.key();
                })
                .toList();
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("something said in time").isNotNull();
            return next;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
