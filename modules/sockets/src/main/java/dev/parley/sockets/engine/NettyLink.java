package dev.parley.sockets.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on a connection of this node, perhaps on another event loop than its session: what comes in is handed to the
 * session's loop, what goes out may be written from there. Confined to the session's event loop, but for {@link
 * #received}.
 *
 * <p>Knows Netty, as only {@link LingeringClose} and {@link EarlyFrames} do too. Frames are encoded before they come here,
 * so they are written below Vert.x's encoder: all that wait for a client in one buffer, with one write.
 */
final class NettyLink implements WebSocketLink {

    private static final int POLICY = 1008;
    private static final int TOO_LARGE = 1009;
    private static final byte CLOSE = (byte) 0x88;
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_WAITING = 128;
    private static final long FAREWELL_MILLIS = 5_000;

    private final ServerWebSocket webSocket;
    private final EngineLoop loop;
    private final FrameAssembler frames;
    private final Channel channel;
    private final ChannelHandlerContext belowEncoder;

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
        this.webSocket = webSocket;
        this.loop = loop;
        this.frames = new FrameAssembler(loop.config().maxPayload());
        ChannelPipeline pipeline =
                ((WebSocketInternal) webSocket).channelHandlerContext().pipeline();
        this.channel = pipeline.channel();
        this.belowEncoder = pipeline.context(WebSocketFrameEncoder.class);
        webSocket.frameHandler(this::received);
        webSocket.exceptionHandler(this::broken);
        webSocket.closeHandler(closed -> ended(CloseReason.TRANSPORT_CLOSE));
    }

    @Override
    public void receiver(Receiver receiver) {
        this.receiver = receiver;
    }

    // ---- From the client ----

    private void received(WebSocketFrame frame) {
        if (frame.isPing()) answered();
        if (frame.isClose() || frame.isPing() || frame.type() == WebSocketFrameType.PONG) return;
        switch (frames.add(frame)) {
            case FrameAssembler.Complete complete -> handOver(complete);
            case FrameAssembler.Incomplete more -> {}
            case FrameAssembler.TooLarge tooLarge -> refuse(TOO_LARGE);
        }
    }

    /** Vert.x answers each ping, whether or not the client reads the answers: one who does not gets no more of them. */
    private void answered() {
        if (channel.isWritable() || !pauses.add(Pause.UNHEARD)) return;
        webSocket.pause();
        belowEncoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(heard -> goOn(Pause.UNHEARD));
    }

    private void handOver(FrameAssembler.Complete complete) {
        if (waiting.incrementAndGet() == MOST_WAITING && pauses.add(Pause.BEHIND)) webSocket.pause();
        loop.execute(() -> {
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

    private void goOn(Pause pause) {
        if (pauses.remove(pause) && pauses.isEmpty()) webSocket.resume();
    }

    /** A connection that ends without a close frame comes here too, but is only closed. */
    private void broken(Throwable fault) {
        switch (fault) {
            case HttpClosedException gone -> {}
            case CorruptedWebSocketFrameException violation ->
                refuse(violation.closeStatus().code());
            default -> ended(CloseReason.TRANSPORT_ERROR);
        }
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
        loop.execute(() -> {
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
        channel.eventLoop().execute(() -> {
            if (pauses.add(Pause.DEAF)) webSocket.pause();
        });
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
        } else if (!webSocket.isClosed()) {
            var unused = webSocket.close();
        }
    }

    /** A client that neither reads what is left for it nor closes its side is cut off after a while. */
    private void leave() {
        receiver = null;
        long late = loop.vertx().setTimer(FAREWELL_MILLIS, over -> cut());
        channel.closeFuture().addListener(gone -> loop.vertx().cancelTimer(late));
    }

    /** Not by the channel's own close, which Vert.x would turn into a close frame. */
    private void cut() {
        var unused = belowEncoder.close();
    }
}
