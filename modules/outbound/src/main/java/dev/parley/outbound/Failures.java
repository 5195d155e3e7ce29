package dev.parley.outbound;

import dev.parley.outbound.CallFailed.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What errors of the client below come to. Their texts are not told: they may hold anything. */
final class Failures {

    private Failures() {}

    /** There is no connection. */
    static CallFailed connecting(Throwable error) {
        return switch (error) {
            case CallFailed failed -> failed;
            case UnknownHostException unknown -> new CallFailed(Kind.UNKNOWN_HOST);
            case ConnectTimeoutException late -> new CallFailed(Kind.TIMEOUT);
            case SSLException tls -> new CallFailed(isTimeout(tls) ? Kind.TIMEOUT : Kind.TLS);
            default -> new CallFailed(isTimeout(error) ? Kind.TIMEOUT : Kind.NOT_CONNECTED);
        };
    }

    /** There was one, but no whole answer. */
    static CallFailed exchanging(Throwable error) {
        if (isTimeout(error)) return new CallFailed(Kind.TIMEOUT);
        return switch (error) {
            case CallFailed failed -> failed;
            case TooLongFrameException tooLong -> new CallFailed(Kind.TOO_LARGE);
            case SSLException tls -> new CallFailed(Kind.RESET);
            case PrematureChannelClosureException closed -> new CallFailed(Kind.RESET);
            case HttpClosedException closed -> new CallFailed(Kind.RESET);
            case StreamResetException reset -> new CallFailed(Kind.RESET);
            case IOException lost -> new CallFailed(Kind.RESET);
            default -> new CallFailed(Kind.NOT_HTTP);
        };
    }

    private static boolean isTimeout(Throwable error) {
        return error instanceof TimeoutException
                || error.getCause() instanceof TimeoutException
                || error.getCause() instanceof SslHandshakeTimeoutException;
    }
}
