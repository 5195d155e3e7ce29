package dev.parley.server.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.client.WebhookEvent;
import dev.parley.client.WebhookRefusedException;
import dev.parley.client.Webhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A webhook receiver as a Java backend has one. It keeps what verifies. Safe on every thread. */
final class BackendReceiver implements AutoCloseable {

    private final List<WebhookEvent> told = new CopyOnWriteArrayList<>();
    private final Webhooks webhooks;
    private final HttpServer server;

    private BackendReceiver(String secret) throws IOException {
        webhooks = Webhooks.verifiedBy(secret);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    static BackendReceiver start(String secret) throws IOException {
        return new BackendReceiver(secret);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 204;
            try {
                told.addAll(webhooks.verify(exchange.getRequestBody().readAllBytes(), exchange.getRequestHeaders()));
            } catch (WebhookRefusedException refused) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** What was told of a kind. */
    <T extends WebhookEvent> Stream<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
