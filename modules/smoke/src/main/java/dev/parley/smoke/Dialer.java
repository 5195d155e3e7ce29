package dev.parley.smoke;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Makes connections. Safe on every thread; it has one event loop of its own, which {@link #close} ends. */
final class Dialer implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 100_000_000;
    private static final int CLOSED_WITHIN_SECONDS = 5;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));

    /** Vert.x closes a client, and its connections, that nobody holds any more. */
    private final WebSocketClient client = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(LARGEST_MESSAGE).setMaxMessageSize(LARGEST_MESSAGE));

    /**
     * Connects.
     *
     * @param heard gets the name and the arguments of each event, on the event loop
     * @param gone gets the reason when a connection that was made is lost, on the event loop
     * @return does not fail
     */
    Future<Attempt> dial(Goal goal, BiConsumer<String, RawJson> heard, Consumer<String> gone) {
        var to = new WebSocketConnectOptions()
                .setHost(goal.url().getHost())
                .setPort(goal.port())
                .setSsl(goal.isSecure())
                .setURI(goal.uri())
                .setTimeout(goal.patience().toMillis());
        Promise<Attempt> attempt = Promise.promise();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(here -> {
            client.connect(to)
                    .compose(webSocket -> new Client(context, webSocket, goal, heard).open(gone))
                    .timeout(goal.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .recover(failed -> Future.succeededFuture(new Attempt.Unreachable(why(failed))))
                    .onSuccess(attempt::complete);
        });
        return attempt.future();
    }

    private static String why(Throwable failed) {
        if (failed instanceof UpgradeRejectedException rejected) {
            return "it answers " + rejected.getStatus() + " in place of a WebSocket; is the path right?";
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        try {
            vertx.close().await(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // The process ends all the same.
        }
    }
}
