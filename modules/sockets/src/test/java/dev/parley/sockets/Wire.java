package dev.parley.sockets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.net.SocketFactory;

/**
 * One TCP connection that speaks raw HTTP. Used by the thread of its test, which fails when an answer does not come in
 * time.
 */
final class Wire implements AutoCloseable {

    final Socket socket;
    final InputStream in;

    Wire(int port) {
        this(SocketFactory.getDefault(), port);
    }

    /**
     * @param sockets may speak TLS
     */
    Wire(SocketFactory sockets, int port) {
        try {
            socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    record Answer(int status, Map<String, String> headers, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Status and body. */
        String said() {
            return status + " " + body();
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    // ---- Out ----

    void send(byte[]... parts) {
        try {
            for (byte[] part : parts) socket.getOutputStream().write(part);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Sends a request without a body, each header as {@code name: value}. */
    Wire request(String method, String uri, String... headers) {
        send(head(method, uri, headers));
        return this;
    }

    Wire post(String uri, byte[] body, String... headers) {
        send(head("POST", uri, headers, "Content-Length: " + body.length), body);
        return this;
    }

    /** The first bytes of a POST whose body goes on. */
    Wire beginPost(String uri, int length, String first) {
        send(head("POST", uri, new String[0], "Content-Length: " + length), first.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Wire handshake(String uri, String... headers) {
        return handshake(uri, new byte[0], headers);
    }

    /**
     * @param early bytes that leave with it, before there is an answer
     */
    Wire handshake(String uri, byte[] early, String... headers) {
        byte[] head = head(
                "GET",
                uri,
                headers,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        byte[] all = Arrays.copyOf(head, head.length + early.length);
        System.arraycopy(early, 0, all, head.length, early.length);
        send(all);
        return this;
    }

    private static byte[] head(String method, String uri, String[] headers, String... more) {
        var head = new StringBuilder(method + " " + uri + " HTTP/1.1\r\nHost: parley.example\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        for (String header : more) head.append(header).append("\r\n");
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    // ---- In ----

    Answer answer() {
        try {
            String status = line();
            if (!status.startsWith("HTTP/1.1 ")) throw new AssertionError("no answer but <" + status + ">");
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] parts = line.split(": ", 2);
                headers.merge(parts[0], parts[1], (one, other) -> one + ", " + other);
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Answer(Integer.parseInt(status.substring(9, 12)), headers, in.readNBytes(length));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    /** Waits until the server has ended the connection, and says whether it did so without another word. */
    boolean endsWithoutAWord() {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Sends the same again and again, without reading, until the server has ended the connection. */
    boolean endsWhileSending(byte[] data) {
        Patience.until(() -> {
            try {
                socket.getOutputStream().write(data);
                return false;
            } catch (IOException ended) {
                return true;
            }
        });
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Ends the connection as if the client's machine had lost its memory of it. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
