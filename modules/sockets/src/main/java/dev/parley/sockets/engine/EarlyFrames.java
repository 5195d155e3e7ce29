package dev.parley.sockets.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends behind its handshake without waiting for the answer, kept until there is somebody to take it. Confined
 * to the connection's event loop.
 *
 * <p>Vert.x decodes it before its WebSocket is in place: it loses the frames with their buffers, and ends the connection
 * without an answer for a frame that is none (the input of CVE-2022-21676).
 */
final class EarlyFrames extends ChannelInboundHandlerAdapter {

    private static final String VERTX = "handler";

    private final ChannelPipeline pipeline;
    private final ArrayDeque<WebSocketFrame> frames = new ArrayDeque<>(0);
    private @Nullable Throwable violation;

    private EarlyFrames(ChannelPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Keeps them from now on. */
    static EarlyFrames of(ChannelPipeline pipeline) {
        var early = new EarlyFrames(pipeline);
        // There is none when the client has gone meanwhile.
        if (pipeline.get(VERTX) != null) pipeline.addBefore(VERTX, null, early);
        return early;
    }

    /** Hands them over when this turn of the event loop is over, and is in nobody's way any more. */
    void release() {
        pipeline.channel().eventLoop().execute(() -> {
            if (pipeline.context(this) != null) pipeline.remove(this);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame) {
            frames.add(frame);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        if (fault instanceof CorruptedWebSocketFrameException) {
            violation = fault;
        } else {
            context.fireExceptionCaught(fault);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        for (WebSocketFrame frame = frames.poll(); frame != null; frame = frames.poll()) {
            if (context.channel().isActive()) {
                context.fireChannelRead(frame);
            } else {
                ReferenceCountUtil.release(frame);
            }
        }
        if (violation != null) context.fireExceptionCaught(violation);
        context.fireChannelReadComplete();
    }
}
