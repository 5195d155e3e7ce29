package dev.parley.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A Socket.IO client that stays with long-polling: one connection asks, the other one tells. Owned by its loop.
 *
 * <p>It connects and joins one room, then it only counts the events in each answer.
 */
public final class PollingClient implements Member, HttpConnection.Listener {

    private static final byte SEPARATOR = 0x1e;
    private static final int OK = 200;
    private static final String POLL = "/socket.io/?EIO=4&transport=polling";
    private static final String TEXT = "Content-Type: text/plain;charset=UTF-8\r\n";

    private final int number;
    private final String room;
    private final Listener listener;
    private final HttpConnection asking = new HttpConnection(this);
    private final HttpConnection telling = new HttpConnection(this);
    private ByteBuffer poll = HttpConnection.get(POLL, "");
    private String path = "";
    private boolean waits;
    private int open;
    private int received;

    public PollingClient(int number, String room, Listener listener) {
        this.number = number;
        this.room = room;
        this.listener = listener;
    }

    /** Begins to connect. */
    public void connect(Loop loop, InetSocketAddress to) {
        loop.connect(to, asking);
        loop.connect(to, telling);
    }

    @Override
    public void ready(HttpConnection connection) {
        open++;
        if (open == 2) asking.send(poll);
    }

    @Override
    public void answered(HttpConnection connection, int status, ByteBuffer bytes, int bodyAt, int bodyLength) {
        if (status != OK) throw new IllegalStateException("a poll is answered " + status);
        if (connection == telling) {
            if (waits) asking.send(poll);
            waits = false;
            return;
        }
        int start = bodyAt;
        for (int i = bodyAt; i <= bodyAt + bodyLength; i++) {
            if (i == bodyAt + bodyLength || bytes.get(i) == SEPARATOR) {
                packet(bytes, start, i);
                start = i + 1;
            }
        }
        if (!waits) asking.send(poll);
    }

    private void packet(ByteBuffer bytes, int at, int end) {
        if (at == end) return;
        switch (bytes.get(at)) {
            case '0' -> opened(bytes, at, end);
            case '2' -> tell("3");
            case '4' -> message(bytes, at + 1, end);
            default -> {}
        }
    }

    private void opened(ByteBuffer bytes, int at, int end) {
        String text = text(bytes, at, end);
        int id = text.indexOf("\"sid\":\"") + "\"sid\":\"".length();
        path = POLL + "&sid=" + text.substring(id, text.indexOf('"', id));
        poll = HttpConnection.get(path, "");
        tellFirst("40");
    }

    private void message(ByteBuffer bytes, int at, int end) {
        switch (bytes.get(at)) {
            case '0' -> tellFirst("420[\"join\",{\"room\":\"" + room + "\"}]");
            case '2' -> listener.delivered(this);
            case '3' -> {
                if (!text(bytes, at, end).contains("\"ok\":true"))
                    throw new IllegalStateException("not joined: " + text(bytes, at, end));
                listener.ready(this);
            }
            default -> throw new IllegalStateException("not what was expected: " + text(bytes, at, end));
        }
    }

    /** And asks again only then: not every server takes both at once from a client that is new. */
    private void tellFirst(String packet) {
        waits = true;
        tell(packet);
    }

    private void tell(String packet) {
        telling.send(HttpConnection.post(path, TEXT, packet));
    }

    private static String text(ByteBuffer bytes, int at, int end) {
        byte[] copy = new byte[end - at];
        bytes.get(at, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int countOne() {
        return received++;
    }

    @Override
    public int received() {
        return received;
    }

    @Override
    public long now() {
        return asking.now();
    }

    @Override
    public void close() {
        asking.close();
        telling.close();
    }
}
