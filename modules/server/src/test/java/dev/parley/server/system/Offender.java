package dev.parley.server.system;

import static dev.parley.server.system.RawBytes.POLLING;
import static dev.parley.server.system.RawBytes.WEBSOCKET;
import static dev.parley.server.system.RawBytes.handshake;
import static dev.parley.server.system.RawBytes.join;
import static dev.parley.server.system.RawBytes.request;
import static dev.parley.server.system.RawBytes.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.testkit.ParleyProcess;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a node that sends exactly what it is told to, in HTTP, in WebSocket frames or in neither. Used by the
 * thread of its test, which fails when an answer does not come in time.
 */
final class Offender implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MOST_WRITES = 100_000;
    private static final int FINAL = 0x80;

    private final Socket socket;
    private final DataInputStream in;

    private Offender(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static Offender at(ParleyProcess node) {
        try {
            return new Offender(
                    new Socket(InetAddress.getLoopbackAddress(), node.url().getPort()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** One whose WebSocket is open and has joined the main namespace. */
    static Offender connected(ParleyProcess node) {
        Offender offender = at(node).send(handshake(WEBSOCKET));
        if (offender.answer().status() != 101) throw new AssertionError("no WebSocket");
        offender.send(text("40"));
        String open = offender.next();
        String joined = offender.next();
        if (!open.startsWith("0{") || !joined.startsWith("40{")) throw new AssertionError(open + joined);
        return offender;
    }

    /** A session that polls: the path of its requests.
     *
     * @param revision of Engine.IO
     */
    static String session(ParleyProcess node, String revision) {
        try (Offender offender = at(node)) {
            String path = POLLING.replace("EIO=4", "EIO=" + revision);
            return path + "&sid="
                    + sid(offender.send(request("GET", path)).answer().body());
        }
    }

    static String sid(String open) {
        return open.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    // ---- What it says ----

    /** Sends it all with one write, if the node still takes it. */
    Offender send(byte[]... parts) {
        try {
            socket.getOutputStream().write(join(parts));
        } catch (SocketException ended) {
            // What the node said before it ended the connection can still be read.
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return this;
    }

    /** Sends the same again and again until the node has ended the connection, or has taken it so many times. */
    Offender flood(byte[] data, int times) {
        try {
            for (int i = 0; i < Math.min(times, MOST_WRITES); i++)
                socket.getOutputStream().write(data);
        } catch (IOException ended) {
            // As it should be.
        }
        return this;
    }

    void closeItsSide() {
        try {
            socket.shutdownOutput();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Ends the connection by a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    // ---- What it is told ----

    record Answer(int status, Map<String, String> headers, String body) {

        /** Status and body. */
        String said() {
            return status + " " + body;
        }
    }

    Answer answer() {
        try {
            String[] status = line().split(" ", 3);
            if (status.length < 2) throw new AssertionError("no answer but <" + String.join(" ", status) + ">");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] parts = line.split(": ?", 2);
                headers.put(parts[0], parts[1]);
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Answer(Integer.parseInt(status[1]), headers, new String(in.readNBytes(length), UTF_8));
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

    /**
     * The next WebSocket message that is no heartbeat: text as it is, {@code close <code>} or {@code pong <text>}; or {@code
     * end}. Heartbeats are answered, so that nobody is put out for the lack of them.
     */
    String next() {
        try {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                int first = in.read();
                if (first < 0) return "end";
                byte[] data = in.readNBytes(length());
                String text = new String(data, UTF_8);
                if (first == (FINAL | 8))
                    return "close " + ByteBuffer.wrap(data).getShort();
                if (first == (FINAL | 10)) return "pong " + text;
                if (!text.equals("2")) return text;
                send(text("3"));
            }
            throw new AssertionError("nothing but heartbeats");
        } catch (SocketException reset) {
            return "end";
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private int length() throws IOException {
        int told = in.readUnsignedByte();
        return switch (told) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> told;
        };
    }

    /** Whether the node ends the connection without another word. */
    boolean isCutOff() {
        return next().equals("end");
    }
}
