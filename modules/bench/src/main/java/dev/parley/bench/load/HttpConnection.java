package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection that is kept, with one request at a time on it. Owned by its loop. */
public final class HttpConnection implements Wire {

    private final Listener listener;
    private Link link;

    /** Hears of answers, on the thread of the loop. */
    public interface Listener {

        /** It is connected. */
        void ready(HttpConnection connection);

        /** The answer to the last request has come. */
        void answered(HttpConnection connection, int status, ByteBuffer bytes, int bodyAt, int bodyLength);
    }

    @SuppressWarnings("NullAway") // The link is there once anything is called.
    public HttpConnection(Listener listener) {
        this.listener = listener;
    }

    /** A whole request with a body. */
    public static ByteBuffer post(String path, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + bytes.length
                + "\r\n\r\n";
        return bytes(head + body);
    }

    /** A whole request without one. */
    public static ByteBuffer get(String path, String headers) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    public void send(ByteBuffer request) {
        link.send(request);
    }

    public long now() {
        return link.loop().now();
    }

    public void close() {
        link.close();
    }

    @Override
    public void connected(Link made) {
        link = made;
        listener.ready(this);
    }

    @Override
    public void received(Link from, ByteBuffer bytes) {
        int head = HttpAnswer.headEnd(bytes);
        if (head < 0) return;
        int length = HttpAnswer.length(bytes, head);
        if (bytes.limit() - head < length) return;
        int status = HttpAnswer.status(bytes);
        bytes.position(head + length);
        listener.answered(this, status, bytes, head, length);
    }

    @Override
    public void lost(Link gone, String why) {
        throw new IllegalStateException("HTTP: " + why);
    }
}
