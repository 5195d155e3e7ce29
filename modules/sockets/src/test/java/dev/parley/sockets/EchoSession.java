package dev.parley.sockets;

import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.CloseReason;
import dev.parley.sockets.engine.EngineHandler;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.WirePacket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What stands above one session of a {@link TestEngine}: it sends back what it gets and remembers it. Its first part runs
 * on the session's event loop, its second may be used by the thread of a test.
 */
final class EchoSession implements EngineHandler {

    final EngineSession engine;
    final ClientRequest request;

    /** Texts as they are, binary as {@code <hex>}. */
    final Queue<String> received = new ConcurrentLinkedQueue<>();

    private final CompletableFuture<CloseReason> end = new CompletableFuture<>();

    EchoSession(EngineSession engine, ClientRequest request) {
        this.engine = engine;
        this.request = request;
    }

    /** A client that asks for a greeting gets it before its handshake has left. */
    @Override
    public void opened() {
        if (request.query().contains("greet")) send("welcome");
    }

    @Override
    public void text(byte[] bytes, int from, int end) {
        var text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        received.add(text);
        send(text);
    }

    @Override
    public void binary(byte[] data) {
        received.add("<" + HexFormat.of().formatHex(data) + ">");
        engine.send(WirePacket.binary(data));
    }

    @Override
    public void closed(CloseReason reason) {
        end.complete(reason);
    }

    void send(String text) {
        engine.send(WirePacket.message(text.getBytes(StandardCharsets.UTF_8)));
    }

    // ---- For tests ----

    /** Sends texts in one turn of the event loop. */
    void push(String... texts) {
        turn(() -> {
            for (String text : texts) send(text);
        });
    }

    void push(byte[] data) {
        turn(() -> engine.send(WirePacket.binary(data)));
    }

    void close(CloseReason reason) {
        turn(() -> engine.close(reason));
    }

    /** Runs on the session's event loop, and returns when that turn and its flush are over. */
    void turn(Runnable task) {
        run(task);
        run(() -> {});
    }

    private void run(Runnable task) {
        var done = new CompletableFuture<Void>();
        engine.execute(() -> {
            task.run();
            done.complete(null);
        });
        Patience.get(done);
    }

    /** Whether what is sent now leaves now: a poll is held, or the WebSocket takes more. */
    boolean keepsUp() {
        var answer = new CompletableFuture<Boolean>();
        engine.execute(() -> answer.complete(engine.keepsUp()));
        return Patience.get(answer);
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Why it ended, once it has. */
    String end() {
        return Patience.get(end).text();
    }
}
