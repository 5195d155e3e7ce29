package dev.parley.sockets.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.internal.http.WebSocketInternal;
import org.jspecify.annotations.Nullable;

/**
 * A client's WebSocket. Its connection may be on another event loop than its session: what comes in is handed to the
 * session's loop, what goes out may be written from there. Confined to the session's event loop, but for {@link
 * #received}.
 *
 * <p>The only class that knows Netty. Frames are encoded before they come here, so they are written below Vert.x's
 * encoder: all that wait for a client in one buffer, with one write.
 */
final class WebSocketLink {

    private static final short TOO_LARGE = 1009;
    private static final int CHUNK = 64 * 1024;

    /** Who hears what comes in, on the session's event loop. */
    interface Receiver {
        void text(byte[] text);

        void binary(byte[] data);

        /** The network takes more after it had refused to. */
        void drained();

        void closed(CloseReason reason);
    }

    private final ServerWebSocket webSocket;
    private final EngineLoop loop;
    private final FrameAssembler frames;
    private final Channel channel;
    private final ChannelHandlerContext belowEncoder;

    private @Nullable Receiver receiver;
    private boolean awaitingDrain;

    /** Made on the connection's event loop, in the turn in which the WebSocket was opened. */
    WebSocketLink(ServerWebSocket webSocket, EngineLoop loop) {
        this.webSocket = webSocket;
        this.loop = loop;
        this.frames = new FrameAssembler(loop.config().maxPayload());
        ChannelPipeline pipeline =
                ((WebSocketInternal) webSocket).channelHandlerContext().pipeline();
        this.channel = pipeline.channel();
        this.belowEncoder = pipeline.context(WebSocketFrameEncoder.class);
        webSocket.frameHandler(this::received);
        webSocket.exceptionHandler(broken -> ended(CloseReason.TRANSPORT_ERROR));
        webSocket.closeHandler(closed -> ended(CloseReason.TRANSPORT_CLOSE));
    }

    void receiver(Receiver receiver) {
        this.receiver = receiver;
    }

    private void received(WebSocketFrame frame) {
        if (frame.isClose() || frame.isPing() || frame.type() == WebSocketFrameType.PONG) return;
        switch (frames.add(frame)) {
            case FrameAssembler.Complete complete ->
                loop.execute(() -> {
                    if (receiver == null) return;
                    if (complete.text()) {
                        receiver.text(complete.message());
                    } else {
                        receiver.binary(complete.message());
                    }
                });
            case FrameAssembler.Incomplete more -> {}
            case FrameAssembler.TooLarge tooLarge -> {
                var unused = webSocket.close(TOO_LARGE);
                ended(CloseReason.TRANSPORT_ERROR);
            }
        }
    }

    private void ended(CloseReason reason) {
        loop.execute(() -> {
            Receiver last = receiver;
            receiver = null;
            if (last != null) last.closed(reason);
        });
    }

    boolean writable() {
        return channel.isWritable();
    }

    /** Writes what the network takes; {@link Receiver#drained} says when it takes more. */
    void send(OutboundQueue queue) {
        if (awaitingDrain) return;
        while (!queue.isEmpty() && channel.isWritable()) {
            var unused = belowEncoder.write(chunk(queue));
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
    private ByteBuf chunk(OutboundQueue queue) {
        int size = Math.min(queue.bytes(), CHUNK);
        ByteBuf buffer = channel.alloc().ioBuffer(size);
        for (WirePacket next = queue.peek(); next != null; next = queue.peek()) {
            int length = next.frame().length;
            if (buffer.isReadable() && buffer.readableBytes() + length > size) break;
            buffer.writeBytes(next.frame());
            queue.poll();
        }
        return buffer;
    }

    /**
     * Ends the connection without a close frame. The stock Java client takes a close frame for a request that it should
     * close too, does nothing, and comes back only when its heartbeat fails; a lost connection it notices at once.
     */
    void hangUp() {
        receiver = null;
        belowEncoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            // Not the channel's own close, which Vert.x would turn into a close frame.
            var unused = belowEncoder.close();
        });
    }

    void close() {
        receiver = null;
        if (!webSocket.isClosed()) {
            var unused = webSocket.close();
        }
    }
}
