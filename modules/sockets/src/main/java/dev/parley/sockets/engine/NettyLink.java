package dev.parley.sockets.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on a connection of this node, perhaps on another event loop than its session: what comes in is handed to the
 * session's loop, what goes out may be written from there. Confined to the session's event loop, but for what comes in.
 *
 * <p>Knows Netty, as only {@link WebSocketInput}, {@link LingeringClose} and {@link EarlyFrames} do too. Frames are encoded
 * before they come here, so they are written below Netty's encoder: all that wait for a client in one buffer, with one write.
 */
final class NettyLink implements WebSocketLink, WebSocketInput.Listener {

    private static final int POLICY = 1008;
    private static final int TOO_LARGE = 1009;
    private static final byte CLOSE = (byte) 0x88;
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_WAITING = 128;
    private static final long FAREWELL_MILLIS = 5_000;

    private final EngineLoop loop;
    private final FrameAssembler frames;
    private final Channel channel;
    private final ChannelHandlerContext belowEncoder;
    private final ChannelHandlerContext input;

    private @Nullable Receiver receiver;
    private boolean awaitingDrain;
    private boolean deaf;

    /** Messages on their way from the connection's event loop to the session's. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Why nothing is read at present. Confined to the connection's event loop. */
    private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);

    private enum Pause {
        /** The client does not read the answers to what it sends. */
        UNHEARD,
        /** The session is behind with what the client sent. */
        BEHIND,
        /** The session wants nothing more of it. */
        DEAF
    }

    /**
     * Completes a handshake, on its connection's event loop.
     *
     * @param loop of the session
     * @return done in the turn in which the WebSocket is opened; nothing is received in that turn
     */
    static Future<NettyLink> accept(HttpServerRequest handshake, EngineLoop loop) {
        EarlyFrames early = EarlyFrames.of(((HttpServerConnection) handshake.connection())
                .channelHandlerContext()
                .pipeline());
        return handshake
                .toWebSocket()
                .onComplete(decided -> early.release())
                .map(opened -> new NettyLink(opened, loop));
    }

    private NettyLink(ServerWebSocket webSocket, EngineLoop loop) {
        this.loop = loop;
        this.frames = new FrameAssembler(loop.config().maxPayload());
        ChannelHandlerContext opened = ((WebSocketInternal) webSocket).channelHandlerContext();
        this.channel = opened.channel();
        this.belowEncoder = opened.pipeline().context(WebSocketFrameEncoder.class);
        this.input = WebSocketInput.takeOver(opened, this);
    }

    @Override
    public void receiver(Receiver receiver) {
        this.receiver = receiver;
    }

    // ---- From the client ----

    @Override
    public void frame(FrameAssembler.Frame frame) {
        switch (frames.add(frame)) {
            case FrameAssembler.Complete complete -> handOver(complete);
            case FrameAssembler.Incomplete more -> {}
            case FrameAssembler.TooLarge tooLarge -> refuse(TOO_LARGE);
        }
    }

    /** Each ping is answered, whether or not the client reads the answers: one who does not gets no more of them. */
    @Override
    public void ping() {
        if (channel.isWritable() || !pause(Pause.UNHEARD)) return;
        belowEncoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(heard -> goOn(Pause.UNHEARD));
    }

    @Override
    public void broken(Throwable fault) {
        if (fault instanceof CorruptedWebSocketFrameException violation)
            refuse(violation.closeStatus().code());
        else ended(CloseReason.TRANSPORT_ERROR);
    }

    @Override
    public void gone() {
        ended(CloseReason.TRANSPORT_CLOSE);
    }

    /** Runs on the session's event loop, at once if this is it. What Netty calls is in no context of Vert.x yet. */
    private void onLoop(Runnable task) {
        if (loop.isHere()) {
            ((ContextInternal) loop.context()).dispatch(task);
        } else {
            loop.execute(task);
        }
    }

    private void handOver(FrameAssembler.Complete complete) {
        if (waiting.incrementAndGet() == MOST_WAITING) pause(Pause.BEHIND);
        onLoop(() -> {
            if (waiting.getAndDecrement() == MOST_WAITING) {
                channel.eventLoop().execute(() -> goOn(Pause.BEHIND));
            }
            if (receiver == null) return;
            if (complete.text()) {
                receiver.text(complete.message());
            } else {
                receiver.binary(complete.message());
            }
        });
    }

    /** Whether it was not paused for that. What has been read already still comes. */
    private boolean pause(Pause why) {
        channel.config().setAutoRead(false);
        return pauses.add(why);
    }

    private void goOn(Pause why) {
        if (pauses.remove(why) && pauses.isEmpty()) channel.config().setAutoRead(true);
    }

    /** Says why with a last frame, to a client that may be in the middle of sending. */
    private void refuse(int code) {
        farewell(code);
        ended(CloseReason.TRANSPORT_ERROR);
    }

    private void farewell(int code) {
        var unused = belowEncoder.write(Unpooled.wrappedBuffer(new byte[] {CLOSE, 2, (byte) (code >> 8), (byte) code}));
        LingeringClose.of(channel.pipeline());
    }

    private void ended(CloseReason reason) {
        onLoop(() -> {
            Receiver last = receiver;
            receiver = null;
            if (last != null) last.closed(reason);
        });
    }

    // ---- To the client ----

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public void send(OutboundQueue queue, SessionFormat format) {
        if (awaitingDrain) return;
        while (!queue.isEmpty() && channel.isWritable()) {
            var unused = belowEncoder.write(chunk(queue, format));
        }
        if (queue.isEmpty()) {
            channel.flush();
            return;
        }
        // An empty write is through when all in front of it is, whoever wrote that.
        awaitingDrain = true;
        belowEncoder
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> loop.execute(() -> {
                    awaitingDrain = false;
                    if (receiver != null) receiver.drained();
                }));
    }

    /** The next packets as one buffer: as many as fit the chunk, but at least one. */
    private ByteBuf chunk(OutboundQueue queue, SessionFormat format) {
        int size = Math.min(queue.bytes(), CHUNK);
        ByteBuf buffer = channel.alloc().ioBuffer(size);
        for (WirePacket next = queue.peek(); next != null; next = queue.peek()) {
            byte[] frame = format.frame(next);
            if (buffer.isReadable() && buffer.readableBytes() + frame.length > size) break;
            buffer.writeBytes(frame);
            queue.poll();
        }
        return buffer;
    }

    /** Writes frames as they are and says, on the loop given at the start, when the network took them. */
    void pass(byte[] frames, Runnable taken) {
        belowEncoder.writeAndFlush(Unpooled.wrappedBuffer(frames)).addListener(written -> loop.execute(taken));
    }

    @Override
    public void deafen() {
        deaf = true;
        channel.eventLoop().execute(() -> pause(Pause.DEAF));
    }

    @Override
    public void hangUp() {
        leave();
        belowEncoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> cut());
    }

    @Override
    public void close() {
        leave();
        if (deaf) {
            // The client's own close frame would be behind all that is not to be read.
            channel.eventLoop().execute(() -> farewell(POLICY));
        } else {
            WebSocketInput.close(input);
        }
    }

    /** A client that neither reads what is left for it nor closes its side is cut off after a while. */
    private void leave() {
        receiver = null;
        long late = loop.vertx().setTimer(FAREWELL_MILLIS, over -> cut());
        channel.closeFuture().addListener(gone -> loop.vertx().cancelTimer(late));
    }

    private void cut() {
        var unused = belowEncoder.close();
    }
}
