package dev.parley.outbound;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Another server: keeps what it is asked and answers as it is told. */
final class Server {

    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    volatile Handler<HttpServerRequest> answer = request -> request.response().end("hello");
    private final HttpServer server;

    private Server(Vertx vertx, HttpServerOptions options) {
        this.server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    connected.incrementAndGet();
                    open.incrementAndGet();
                    connection.closeHandler(gone -> open.decrementAndGet());
                })
                .requestHandler(request -> {
                    requests.add(request);
                    answer.handle(request);
                });
    }

    static Server on(Vertx vertx, String host) throws Exception {
        return on(vertx, new HttpServerOptions().setHost(host));
    }

    static Server on(Vertx vertx, HttpServerOptions options) throws Exception {
        var server = new Server(vertx, options.setPort(0));
        server.server.listen().await(10, TimeUnit.SECONDS);
        return server;
    }

    int port() {
        return server.actualPort();
    }
}
