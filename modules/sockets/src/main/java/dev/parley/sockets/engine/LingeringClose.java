package dev.parley.sockets.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client may still be sending: nothing more is written, and what comes in is dropped until the
 * client closes, or has had its time. Confined to the connection's event loop.
 *
 * <p>A socket that is closed with input unread resets the connection, and a client that is reset while it sends may lose
 * the farewell that it has not read yet (RFC 9112, section 9.6, says the same of HTTP).
 */
final class LingeringClose extends ChannelDuplexHandler {

    private static final long MILLIS = 2_000;

    private @Nullable Future<?> deadline;

    private LingeringClose() {}

    /** Lets go of a connection after what was written to it. */
    static void of(ChannelPipeline pipeline) {
        if (pipeline.get(LingeringClose.class) != null) return;
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst(new LingeringClose());
        } else {
            // What was written is still to be encrypted.
            pipeline.addAfter(tls.name(), null, new LingeringClose());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> goodbye(context));
        Runnable end = () -> {
            var unused = context.close();
        };
        deadline = context.executor().schedule(end, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** TLS has one of its own, without which the client would take what it has got for cut off (RFC 8446, section 6.1). */
    private static void goodbye(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        Runnable end = () -> {
            var unused = ((DuplexChannel) context.channel()).shutdownOutput();
        };
        if (tls == null) {
            end.run();
        } else {
            tls.closeOutbound().addListener(said -> end.run());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object data) {
        ReferenceCountUtil.release(data);
    }

    @Override
    public void write(ChannelHandlerContext context, Object data, ChannelPromise promise) {
        ReferenceCountUtil.release(data);
        promise.tryFailure(new ClosedChannelException());
    }

    /** Others who want to close it wait as well. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) deadline.cancel(false);
        context.fireChannelInactive();
    }
}
