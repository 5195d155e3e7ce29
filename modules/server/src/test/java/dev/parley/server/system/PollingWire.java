package dev.parley.server.system;

import static dev.parley.server.system.RawBytes.POLLING;
import static dev.parley.server.system.RawBytes.WEBSOCKET;
import static dev.parley.server.system.RawBytes.bytes;
import static dev.parley.server.system.RawBytes.handshake;
import static dev.parley.server.system.RawBytes.post;
import static dev.parley.server.system.RawBytes.request;
import static dev.parley.server.system.RawBytes.text;

import dev.parley.testkit.ParleyProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/** Long polling over kept connections, each request at the next of some nodes. Owned by one thread at a time. */
final class PollingWire implements PacketWire {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BETWEEN = "\u001e";

    private final List<Offender> gets;
    private final List<Offender> posts;
    private final String sid;
    private final Queue<String> come = new ArrayDeque<>();
    private int turn;

    private PollingWire(List<Offender> gets, List<Offender> posts, String sid) {
        this.gets = gets;
        this.posts = posts;
        this.sid = sid;
    }

    /** A new session, of the first of these nodes. */
    static PollingWire open(List<ParleyProcess> nodes) {
        String sid = Offender.session(nodes.getFirst(), "4").replaceFirst(".*&sid=", "");
        return new PollingWire(
                nodes.stream().map(Offender::at).toList(),
                nodes.stream().map(Offender::at).toList(),
                sid);
    }

    @Override
    public void send(String packet) {
        Offender.Answer answer = next(posts)
                .send(post(path(), bytes(packet), "Content-Type: text/plain;charset=UTF-8"))
                .answer();
        if (answer.status() != 200) throw new AssertionError(answer.said());
    }

    @Override
    public String next() {
        long begun = System.nanoTime();
        while (come.isEmpty()) {
            // Heartbeats keep a client waiting for as long as it likes.
            if (System.nanoTime() - begun > PATIENCE.toNanos()) throw new AssertionError("nothing but heartbeats");
            take(next(gets).send(request("GET", path())));
        }
        return come.remove();
    }

    private void take(Offender poll) {
        Offender.Answer answer = poll.answer();
        if (answer.status() != 200) throw new AssertionError(answer.said());
        for (String packet : Arrays.asList(answer.body().split(BETWEEN))) {
            if (packet.equals("2")) send("3");
            else if (!packet.equals("6")) come.add(packet);
        }
    }

    /** Changes to a WebSocket at a node, in the middle of a request. */
    PacketWire upgraded(ParleyProcess node) {
        Offender poll = next(gets).send(request("GET", path()));
        Offender socket = Offender.at(node).send(handshake(WEBSOCKET + "&sid=" + sid));
        if (socket.answer().status() != 101) throw new AssertionError("no WebSocket");
        String probed = socket.send(text("2probe")).next();
        if (!probed.equals("3probe")) throw new AssertionError(probed);
        take(poll);
        socket.send(text("5"));
        return new Upgraded(PacketWire.over(socket), come, this);
    }

    private record Upgraded(PacketWire socket, Queue<String> come, PollingWire before) implements PacketWire {

        @Override
        public void send(String packet) {
            socket.send(packet);
        }

        @Override
        public String next() {
            return come.isEmpty() ? socket.next() : come.remove();
        }

        @Override
        public void close() {
            socket.close();
            before.close();
        }
    }

    private String path() {
        return POLLING + "&sid=" + sid;
    }

    private Offender next(List<Offender> connections) {
        return connections.get(turn++ % connections.size());
    }

    @Override
    public void close() {
        gets.forEach(Offender::close);
        posts.forEach(Offender::close);
    }
}
