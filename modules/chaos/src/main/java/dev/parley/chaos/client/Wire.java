package dev.parley.chaos.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One TCP connection that begins with HTTP. One thread reads; writers take turns. */
final class Wire {

    private static final int MOST_HEAD = 64 * 1024;
    private static final int HEX = 16;

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 2 * 1024);
    }

    static Wire open(Server server, int withinMillis) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(withinMillis);
            socket.connect(new InetSocketAddress(server.host(), server.port()), withinMillis);
            return new Wire(socket);
        } catch (IOException fault) {
            socket.close();
            throw fault;
        }
    }

    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** In one piece. */
    synchronized void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    int readByte() throws IOException {
        int read = in.read();
        if (read < 0) throw new EOFException("closed by the server");
        return read;
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) throw new EOFException("closed by the server");
        return bytes;
    }

    /** The head of a response; names are in small letters, the status is under the empty name. */
    Map<String, String> readHead() throws IOException {
        Map<String, String> head = new HashMap<>();
        String status = readLine();
        String[] words = status.split(" ", 3);
        if (words.length < 2) throw new IOException("no HTTP: " + status);
        head.put("", words[1]);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon > 0)
                head.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
        }
        return head;
    }

    byte[] readBody(Map<String, String> head) throws IOException {
        if ("chunked".equals(head.get("transfer-encoding"))) return readChunks();
        return readBytes(Integer.parseInt(head.getOrDefault("content-length", "0")));
    }

    private byte[] readChunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (; ; ) {
            int size = Integer.parseInt(readLine().strip(), HEX);
            body.writeBytes(readBytes(size));
            readLine();
            if (size == 0) return body.toByteArray();
        }
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int read = readByte(); read != '\n'; read = readByte()) {
            if (read != '\r') line.write(read);
            if (line.size() > MOST_HEAD) throw new IOException("a line of the head has no end");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is over in any case.
        }
    }

    /** Closes with a reset (RST). */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // Then it is over already.
        }
        close();
    }
}
