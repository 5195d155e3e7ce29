package dev.parley.webhooks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend's webhook endpoint on a loopback port: keeps what arrives and answers as it is told. */
final class Receiver {

    /** One request, in full. */
    record Arrival(Map<String, List<String>> headers, String body, long nanos) {

        String header(String name) {
            return headers.get(name).getFirst();
        }

        String id() {
            return header("webhook-id");
        }
    }

    /** Answers a request, or does not. */
    interface Answer {
        void to(HttpServerRequest request, Arrival arrival);
    }

    static final Answer OK = status(200);

    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    volatile Answer answer = OK;
    private final HttpServer server;

    private Receiver(Vertx vertx, HttpServerOptions options) {
        this.server = vertx.createHttpServer(options).requestHandler(this::receive);
    }

    static Receiver on(Vertx vertx, int port) throws Exception {
        return on(vertx, new HttpServerOptions().setPort(port));
    }

    static Receiver on(Vertx vertx, HttpServerOptions options) throws Exception {
        var receiver = new Receiver(vertx, options.setHost("127.0.0.1"));
        receiver.server.listen().await(10, TimeUnit.SECONDS);
        return receiver;
    }

    static Answer status(int status) {
        return (request, arrival) -> request.response().setStatusCode(status).end();
    }

    /** As another says for the first requests, then 200. */
    static Answer first(int requests, Answer other) {
        var left = new AtomicInteger(requests);
        return (request, arrival) -> (left.getAndDecrement() > 0 ? other : OK).to(request, arrival);
    }

    int port() {
        return server.actualPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/hooks?app=shop");
    }

    List<String> bodies() {
        return arrivals.stream().map(Arrival::body).toList();
    }

    void close() throws Exception {
        server.close().await(10, TimeUnit.SECONDS);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            request.headers()
                    .names()
                    .forEach(name -> headers.put(name, request.headers().getAll(name)));
            headers.put(":path", List.of(request.method() + " " + request.uri()));
            var arrival = new Arrival(headers, body.toString(), System.nanoTime());
            arrivals.add(arrival);
            answer.to(request, arrival);
        });
    }
}
