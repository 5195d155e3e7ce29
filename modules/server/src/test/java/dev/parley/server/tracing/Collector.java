package dev.parley.server.tracing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes spans by OTLP over HTTP, and says whether a text or an id is in what has come; takes webhooks too. Safe on every thread.
 */
public final class Collector implements AutoCloseable {

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<String> hooked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
    }

    /** One on a free port of this machine. */
    public static Collector open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new Collector(server);
            server.createContext("/v1/traces", exchange -> {
                collector.bodies.add(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.createContext("/hook", exchange -> {
                String trace = exchange.getRequestHeaders().getFirst("traceparent");
                if (trace != null) collector.hooked.add(trace);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return collector;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** Where webhooks may go. */
    public URI hook() {
        return endpoint().resolve("/hook");
    }

    /** The traces that came with webhooks. */
    public List<String> hooked() {
        return List.copyOf(hooked);
    }

    /** How many exports have this text in them: protobuf leaves it as it is. */
    public long with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes, such as an id, in hexadecimal. */
    public long withId(String hex) {
        return with(HexFormat.of().parseHex(hex));
    }

    /** How often it is in all of them together. */
    public int times(String hex) {
        byte[] id = HexFormat.of().parseHex(hex);
        return bodies.stream().mapToInt(body -> count(body, id)).sum();
    }

    private long with(byte[] part) {
        return bodies.stream().filter(body -> count(body, part) > 0).count();
    }

    private static int count(byte[] body, byte[] part) {
        int found = 0;
        for (int at = 0; at + part.length <= body.length; at++) {
            if (Arrays.equals(body, at, at + part.length, part, 0, part.length)) found++;
        }
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
