package dev.parley.chaos.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP connection that is kept: requests go one after another, so that a server has to keep their order. Owned by one
 * thread but for {@link #close} and {@link #reset}.
 */
public final class HttpConnection implements AutoCloseable {

    /** What came back; the body as UTF-8 text. */
    public record Response(int status, String body) {}

    private final Server server;
    private final Wire wire;

    private HttpConnection(Server server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    /** Connects; the time is how long that may take, and each wait for the server after it. */
    public static HttpConnection open(Server server, int withinMillis) throws IOException {
        return new HttpConnection(server, Wire.open(server, withinMillis));
    }

    /** Sends a request and waits for its response; after an {@link IOException} the connection is of no more use. */
    public Response request(String method, String path, Map<String, String> headers, String body) throws IOException {
        byte[] payload = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + server + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (payload.length > 0)
            head.append("Content-Length: ").append(payload.length).append("\r\n");
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + payload.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(payload, 0, all, start.length, payload.length);
        wire.write(all);
        Map<String, String> answer = wire.readHead();
        String text = new String(wire.readBody(answer), StandardCharsets.UTF_8);
        return new Response(Integer.parseInt(answer.getOrDefault("", "0")), text);
    }

    void patience(int millis) throws IOException {
        wire.patience(millis);
    }

    @Override
    public void close() {
        wire.close();
    }

    void reset() {
        wire.reset();
    }
}
