package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Socket.IO client over WebSocket that joins rooms and then counts what it gets. Owned by its loop.
 *
 * <p>Of a frame it looks at the first bytes only: whether it is an event, an acknowledgement or a heartbeat.
 */
public final class Client implements Member, Wire, FrameScanner.Listener {

    private static final ByteBuffer PONG = ClientFrames.text("3");
    private static final byte[] OK = "[{\"ok\":true".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int DECIMAL = 10;

    private final FrameScanner frames = new FrameScanner();
    private final ByteBuffer upgrade;
    private final ByteBuffer connect;
    private final List<String> rooms;
    private final Listener listener;
    private final int number;
    private Link link;
    private boolean upgraded;
    private int joined;
    private int received;

    /**
     * Does nothing until it is connected.
     *
     * @param number what the listener knows it by
     * @param handshake how it connects
     */
    @SuppressWarnings("NullAway") // The link is there once anything is called.
    public Client(int number, Handshake handshake, List<String> rooms, Listener listener) {
        this.number = number;
        this.upgrade = handshake.upgrade();
        this.connect = handshake.connect();
        this.rooms = List.copyOf(rooms);
        this.listener = listener;
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
        return link.loop().now();
    }

    /** Sends a frame as {@link ClientFrames} makes them. */
    public void send(ByteBuffer frame) {
        link.send(frame);
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public void connected(Link made) {
        link = made;
        made.send(upgrade);
    }

    @Override
    public void received(Link from, ByteBuffer bytes) {
        if (!upgraded) {
            int end = HttpAnswer.headEnd(bytes);
            if (end < 0) return;
            if (HttpAnswer.status(bytes) != HttpAnswer.SWITCHING)
                throw new IllegalStateException("no WebSocket: " + HttpAnswer.text(bytes));
            bytes.position(end);
            upgraded = true;
        }
        frames.scan(bytes, this);
    }

    @Override
    public void frame(int opcode, ByteBuffer bytes, int at, int there, long length) {
        if (opcode == CLOSE) throw new IllegalStateException("the server says good-bye");
        if (opcode != TEXT || there == 0) return;
        switch (bytes.get(at)) {
            case '4' -> message(bytes, at + 1, there - 1);
            case '2' -> link.send(PONG);
            case '0' -> link.send(connect);
            default -> throw unexpected(bytes, at, there);
        }
    }

    private void message(ByteBuffer bytes, int at, int there) {
        if (there == 0) return;
        switch (bytes.get(at)) {
            case '2' -> listener.delivered(this);
            case '3' -> acknowledged(bytes, at + 1, there - 1);
            case '0' -> join();
            default -> throw unexpected(bytes, at, there);
        }
    }

    private void join() {
        for (int i = 0; i < rooms.size(); i++) {
            link.send(ClientFrames.text("42" + i + "[\"join\",{\"room\":\"" + rooms.get(i) + "\"}]"));
        }
        if (rooms.isEmpty()) listener.ready(this);
    }

    private void acknowledged(ByteBuffer bytes, int at, int there) {
        int id = 0;
        int i = at;
        while (i < at + there && Character.isDigit(bytes.get(i)))
            id = id * DECIMAL + Character.digit(bytes.get(i++), DECIMAL);
        if (!isOk(bytes, i, at + there)) throw unexpected(bytes, at, there);
        if (joined == rooms.size()) {
            listener.acknowledged(this, id);
            return;
        }
        joined++;
        if (joined == rooms.size()) listener.ready(this);
    }

    /** Without a copy: there may be hundreds of thousands in a second. */
    private static boolean isOk(ByteBuffer bytes, int at, int end) {
        if (end - at < OK.length) return false;
        for (int i = 0; i < OK.length; i++) {
            if (bytes.get(at + i) != OK[i]) return false;
        }
        return true;
    }

    private static IllegalStateException unexpected(ByteBuffer bytes, int at, int there) {
        return new IllegalStateException("not what was expected: " + text(bytes, at, there));
    }

    private static String text(ByteBuffer bytes, int at, int there) {
        byte[] copy = new byte[there];
        bytes.get(at, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    @Override
    public void lost(Link gone, String why) {
        throw new IllegalStateException("client " + number + ": " + why);
    }
}
