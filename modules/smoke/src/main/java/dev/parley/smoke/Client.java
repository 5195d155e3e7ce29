package dev.parley.smoke;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO client in one namespace, over one WebSocket that it does not open again. Confined to the context that made it,
 * but for {@link #ask}, {@link #next} and {@link #close}, which anybody may call.
 */
final class Client {

    private static final DecodeLimits LIMITS = new DecodeLimits(99, 100_000_000, 1_000, 256);
    private static final int MOST_UNSEEN = 10_000;

    private final Context context;
    private final WebSocket webSocket;
    private final Goal goal;
    private final BiConsumer<String, RawJson> heard;
    private final Promise<Attempt> attempt = Promise.promise();
    private final Map<Long, Promise<Answer>> asked = new HashMap<>();
    private final Map<String, Queue<Promise<Answer>>> awaited = new HashMap<>();
    private final Map<String, Queue<RawJson>> unseen = new HashMap<>();

    private int kept;
    private long lastId;
    private @Nullable PendingAttachments pending;
    private @Nullable String lost;
    private @Nullable Consumer<String> onLost;

    /**
     * @param heard gets the name and the arguments of each event
     */
    Client(Context context, WebSocket webSocket, Goal goal, BiConsumer<String, RawJson> heard) {
        this.context = context;
        this.webSocket = webSocket;
        this.goal = goal;
        this.heard = heard;
    }

    /**
     * Begins to listen.
     *
     * @param gone gets the reason when the connection that was made is lost
     */
    Future<Attempt> open(Consumer<String> gone) {
        onLost = gone;
        webSocket
                .textMessageHandler(text -> text(text.getBytes(StandardCharsets.UTF_8)))
                .binaryMessageHandler(this::binary)
                .exceptionHandler(fault -> gone("the connection broke"))
                .closeHandler(closed -> gone("the server has closed the connection"));
        return attempt.future();
    }

    // ---- For everybody ----

    /** Sends an event; done when it is answered, which it may never be. */
    Future<Answer> ask(String event, List<RawJson> args) {
        Promise<Answer> answer = Promise.promise();
        context.runOnContext(here -> {
            if (lost != null) {
                answer.complete(new Answer.Lost());
                return;
            }
            long id = lastId++;
            asked.put(id, answer);
            RawJson all = JsonWriter.build(w -> {
                w.beginArray().string(event);
                args.forEach(w::raw);
                w.endArray();
            });
            send(new SocketPacket.Event(goal.namespace(), id, all, List.of()));
        });
        return answer.future();
    }

    /** The first event of this name that nobody has waited for. */
    Future<Answer> next(String event) {
        Promise<Answer> answer = Promise.promise();
        context.runOnContext(here -> {
            Queue<RawJson> came = unseen.getOrDefault(event, new ArrayDeque<>());
            if (!came.isEmpty()) {
                kept--;
                answer.complete(new Answer.Given(came.remove()));
            } else if (lost != null) {
                answer.complete(new Answer.Lost());
            } else {
                awaited.computeIfAbsent(event, first -> new ArrayDeque<>()).add(answer);
            }
        });
        return answer.future();
    }

    /** Says good-bye. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(here -> {
            onLost = null;
            webSocket.close().onComplete(done -> closed.complete());
        });
        return closed.future();
    }

    // ---- From the server ----

    private void text(byte[] bytes) {
        if (pending != null) {
            gone("the server has left out an attachment");
            return;
        }
        switch (EngineCodec.decodeText(bytes, 0, bytes.length)) {
            case EngineCodec.Packet(EnginePacket packet) -> engine(packet);
            case EngineCodec.Fault fault -> gone("this is no Engine.IO server: " + fault.why());
        }
    }

    private void engine(EnginePacket packet) {
        switch (packet) {
            case EnginePacket.Open open -> send(new SocketPacket.Connect(goal.namespace(), goal.auth()));
            case EnginePacket.Ping ping -> write(new EnginePacket.Pong(false));
            case EnginePacket.Close close -> gone("the server has closed the session");
            case EnginePacket.Message(byte[] bytes, int from, int end) ->
                decoded(SocketCodec.decode(bytes, from, end, LIMITS));
            default -> {}
        }
    }

    private void binary(Buffer data) {
        if (pending == null) gone("the server has sent an attachment of nothing");
        else decoded(pending.add(data.getBytes()));
    }

    private void decoded(SocketCodec.Decoded decoded) {
        pending = null;
        switch (decoded) {
            case SocketCodec.Packet(SocketPacket packet) -> {
                if (packet.namespace().equals(goal.namespace())) packet(packet);
            }
            case SocketCodec.Awaiting awaiting -> pending = awaiting.pending();
            case SocketCodec.Ignored ignored -> {}
            case SocketCodec.Fault fault -> gone("this is no Socket.IO server: " + fault.why());
        }
    }

    private void packet(SocketPacket packet) {
        switch (packet) {
            case SocketPacket.Connect welcome -> attempt.tryComplete(new Attempt.Connected(this));
            case SocketPacket.ConnectError error -> refused(error.data());
            case SocketPacket.Disconnect kicked -> gone("the server has put the client out of the namespace");
            case SocketPacket.Ack ack -> {
                Promise<Answer> answer = asked.remove(ack.ackId());
                if (answer != null) answer.tryComplete(new Answer.Given(ack.args()));
            }
            case SocketPacket.Event event -> event(event.args().elements());
        }
    }

    private void refused(RawJson data) {
        onLost = null;
        String message = data.member("message")
                .flatMap(RawJson::asString)
                .or(data::asString)
                .orElseGet(data::toString);
        attempt.tryComplete(new Attempt.Refused(message));
    }

    private void event(List<RawJson> elements) {
        if (elements.isEmpty()) return;
        String name = elements.getFirst().asString().orElseGet(elements.getFirst()::toString);
        RawJson args = JsonWriter.build(w -> {
            w.beginArray();
            elements.stream().skip(1).forEach(w::raw);
            w.endArray();
        });
        heard.accept(name, args);
        Promise<Answer> waiting = awaited.getOrDefault(name, new ArrayDeque<>()).poll();
        if (waiting != null) {
            waiting.tryComplete(new Answer.Given(args));
        } else if (kept < MOST_UNSEEN) {
            kept++;
            unseen.computeIfAbsent(name, first -> new ArrayDeque<>()).add(args);
        }
    }

    private void gone(String why) {
        if (lost != null) return;
        lost = why;
        boolean was = !attempt.tryComplete(new Attempt.Unreachable(why));
        // First of all: whoever waits goes on at once.
        if (was && onLost != null) onLost.accept(why);
        asked.values().forEach(each -> each.tryComplete(new Answer.Lost()));
        awaited.values().forEach(queue -> queue.forEach(each -> each.tryComplete(new Answer.Lost())));
        var unused = webSocket.close();
    }

    // ---- To the server ----

    private void send(SocketPacket packet) {
        write(EnginePacket.Message.of(SocketCodec.encode(packet).text()));
    }

    private void write(EnginePacket packet) {
        var unused = webSocket.writeTextMessage(new String(EngineCodec.encodeText(packet), StandardCharsets.UTF_8));
    }
}
