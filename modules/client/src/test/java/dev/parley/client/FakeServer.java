package dev.parley.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers as it is told, and remembers what it was asked. Safe on every thread. */
public final class FakeServer implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Function<Request, Reply> script;

    /** What has come. */
    public record Request(int number, String method, String uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        Json json() {
            return Json.parse(body);
        }
    }

    /** What goes back; a status of 0 cuts the connection. */
    public record Reply(int status, Map<String, String> headers, String body) {

        static final Reply CUT = new Reply(0, Map.of(), "");

        /** An answer of 2xx. */
        public static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body);
        }

        static Reply problem(int status, String code) {
            return json(status, """
                    {"type":"about:blank","title":"No","status":%d,"detail":"Not so.","code":"%s"}""".formatted(status, code));
        }

        Reply with(String header, String value) {
            return new Reply(status, Map.of(header, value), body);
        }
    }

    private FakeServer(Function<Request, Reply> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts one on a free port. */
    public static FakeServer answering(Function<Request, Reply> script) {
        try {
            return new FakeServer(script);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request;
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (requests) {
                request = new Request(
                        requests.size() + 1,
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body);
                requests.add(request);
            }
            Reply reply = script.apply(request);
            if (reply.status() == 0) return;
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A client of it that does not wait long between attempts. */
    ParleyBuilder client() {
        return Parley.builder(url(), "key").backOff(Duration.ofMillis(1), Duration.ofMillis(5));
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    Request last() {
        return requests.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
