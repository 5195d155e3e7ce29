package dev.parley.sockets.engine;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * What comes in on a WebSocket, and the handshakes of its end and of pings (RFC 6455, sections 5.5 and 7). Confined to the
 * connection's event loop.
 *
 * <p>It takes the place of Vert.x's own WebSocket once that is open, which then goes: two queues of it would be most of what an
 * idle connection takes, and every frame would be copied once more.
 */
final class WebSocketInput extends ChannelInboundHandlerAdapter {

    /** Who hears what comes in, on the connection's event loop. */
    interface Listener {

        void frame(FrameAssembler.Frame frame);

        /** A ping, which has been answered. */
        void ping();

        /** A violation of the protocol, or a fault of the network. The connection is closed unless it is about to be. */
        void broken(Throwable fault);

        /** The connection is gone. Nothing comes after that. */
        void gone();
    }

    private final Listener listener;
    private boolean closing;
    private boolean answered;

    private WebSocketInput(Listener listener) {
        this.listener = listener;
    }

    /**
     * Takes over a WebSocket that has just been opened.
     *
     * @param vertx the handler that it takes the place of
     * @return its own place
     */
    static ChannelHandlerContext takeOver(ChannelHandlerContext vertx, Listener listener) {
        var input = new WebSocketInput(listener);
        ChannelPipeline pipeline = vertx.pipeline();
        pipeline.replace(vertx.handler(), vertx.name(), input);
        return pipeline.context(input);
    }

    /** Says goodbye and closes, after what was written before. Safe on every thread. */
    static void close(ChannelHandlerContext place) {
        place.executor().execute(() -> {
            if (place.handler() instanceof WebSocketInput input)
                input.end(place, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(true);
        // Who has gone meanwhile is not told of a second time.
        if (!context.channel().isActive()) context.executor().execute(listener::gone);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (closing) return;
            switch (message) {
                case CloseWebSocketFrame close ->
                    end(
                            context,
                            new CloseWebSocketFrame(true, 0, close.content().retain()));
                case PingWebSocketFrame ping -> answer(context, ping);
                case PongWebSocketFrame pong -> {}
                case WebSocketFrame frame ->
                    listener.frame(new FrameAssembler.Frame(
                            !(frame instanceof ContinuationWebSocketFrame),
                            frame instanceof TextWebSocketFrame,
                            frame.isFinalFragment(),
                            ByteBufUtil.getBytes(frame.content())));
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(ChannelHandlerContext context, PingWebSocketFrame ping) {
        var unused = context.write(new PongWebSocketFrame(ping.content().retain()));
        answered = true;
        listener.ping();
    }

    /** Answers to pings that came at once leave at once. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!answered) return;
        answered = false;
        context.flush();
    }

    /** The client's own close frame is not waited for: that it gets this one is all it needs. */
    private void end(ChannelHandlerContext context, CloseWebSocketFrame frame) {
        if (closing) {
            frame.release();
            return;
        }
        closing = true;
        context.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        listener.broken(fault);
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.gone();
    }
}
