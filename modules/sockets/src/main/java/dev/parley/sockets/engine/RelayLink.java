package dev.parley.sockets.engine;

import dev.parley.bus.Relay.LinkOrder;
import dev.parley.bus.Relay.LinkStep;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on a connection of this node for a session of another: opened when the owner agrees, from then on a pipe.
 * Confined to the connection's event loop, but for {@link #ordered}, {@link #leave} and {@link #ownerLost}.
 */
final class RelayLink implements WebSocketLink.Receiver {

    private static final byte[] NOTHING = new byte[0];

    private final RelayFront front;
    private final RemoteDoor door;
    private final HttpServerRequest handshake;
    private final EngineLoop loop;
    private boolean decided;
    private boolean over;
    private long deadline;
    private @Nullable NettyLink link;

    RelayLink(RelayFront front, RemoteDoor door, HttpServerRequest handshake, EngineLoop loop) {
        this.front = front;
        this.door = door;
        this.handshake = handshake;
        this.loop = loop;
    }

    RemoteDoor door() {
        return door;
    }

    /** The client waits for its answer meanwhile, but not longer than an upgrade may take. */
    void awaitDecision() {
        handshake.pause();
        handshake.response().closeHandler(gone -> front.forget(door));
        deadline = loop.vertx()
                .setTimer(loop.config().upgradeTimeout().toMillis(), late -> refuse(EngineError.SESSION_UNKNOWN));
    }

    /** Does what the owner wants. Called on any thread, in the owner's order. */
    void ordered(LinkOrder order, byte[] data) {
        loop.execute(() -> {
            switch (order) {
                case OPENED -> open();
                case REFUSED -> refuse(EngineError.ofCode(Integer.parseInt(ascii(data))));
                case WRITE -> write(data);
                case CLOSE -> end(false);
                case HANG_UP -> end(true);
            }
        });
    }

    /** The node lets its clients go. Called on any thread. */
    void leave() {
        loop.execute(() -> pass(LinkStep.LEAVING, NOTHING));
    }

    void ownerLost() {
        loop.execute(() -> {
            refuse(EngineError.SESSION_UNKNOWN);
            end(true);
        });
    }

    private boolean decide() {
        boolean first = !decided;
        decided = true;
        loop.vertx().cancelTimer(deadline);
        return first;
    }

    private void refuse(EngineError error) {
        if (!decide()) return;
        front.forget(door);
        handshake.resume();
        error.refuse(handshake);
    }

    private void open() {
        if (!decide()) return;
        var opening = NettyLink.accept(handshake, loop);
        handshake.resume();
        opening.onSuccess(this::opened).onFailure(gone -> front.forget(door));
    }

    private void opened(NettyLink opened) {
        link = opened;
        if (over) {
            link.hangUp();
        } else {
            link.receiver(this);
            pass(LinkStep.OPEN, NOTHING);
        }
    }

    private void write(byte[] frames) {
        if (link != null) link.pass(frames, () -> pass(LinkStep.TAKEN, ascii(frames.length)));
    }

    private void end(boolean abruptly) {
        over = true;
        front.forget(door);
        if (link == null) return;
        if (abruptly) {
            link.hangUp();
        } else {
            link.close();
        }
    }

    // ---- From the client ----

    @Override
    public void text(byte[] text) {
        pass(LinkStep.TEXT, text);
    }

    @Override
    public void binary(byte[] data) {
        pass(LinkStep.BINARY, data);
    }

    @Override
    public void drained() {}

    @Override
    public void closed(CloseReason reason) {
        front.forget(door);
        pass(reason == CloseReason.TRANSPORT_CLOSE ? LinkStep.CLOSED : LinkStep.BROKEN, NOTHING);
    }

    private void pass(LinkStep step, byte[] data) {
        front.pass(door, step, null, data);
    }

    private static byte[] ascii(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
