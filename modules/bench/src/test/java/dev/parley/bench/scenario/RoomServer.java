package dev.parley.bench.scenario;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of the few words that the generator says, with a thread for each connection. What a room gets is written under the
 * lock of the room, so that all its members get it in the same order.
 */
final class RoomServer implements AutoCloseable {

    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    private static final String EVENT = "42[\"m\",\"x\"]";
    private static final Pattern PACKET = Pattern.compile("42(\\d*)\\[\"(\\w+)\"(?:,\\{\"room\":\"([^\"]*)\".*)?\\]");
    private static final Pattern EMIT_ROOM = Pattern.compile("\"rooms\":\\[\"([^\"]*)\"]");

    private final ServerSocket server = new ServerSocket(0, 100);
    private final Map<String, List<Client>> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final IntPredicate doubles;
    private final Thread acceptor;

    /**
     * @param doubles which deliveries come twice, counted from 1
     */
    RoomServer(IntPredicate doubles) throws IOException {
        this.doubles = doubles;
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    int deliveries() {
        return deliveries.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            String head = head(in);
            while (head.startsWith("POST")) {
                Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
                if (!length.find()) throw new IOException("no length");
                Matcher room = EMIT_ROOM.matcher(
                        new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
                if (!room.find()) throw new IOException("no room");
                publish(room.group(1), null);
                out.write(ACCEPTED.getBytes(StandardCharsets.US_ASCII));
                head = head(in);
            }
            out.write(SWITCHING.getBytes(StandardCharsets.US_ASCII));
            new Client(in, out).serve();
        } catch (IOException gone) {
            // So is its client.
        }
    }

    private static String head(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readByte());
        return head.toString();
    }

    private void publish(String room, Client by) throws IOException {
        List<Client> members = rooms.getOrDefault(room, List.of());
        synchronized (members) {
            for (Client member : members) {
                if (member == by) continue;
                member.say(EVENT);
                if (doubles.test(deliveries.incrementAndGet())) member.say(EVENT);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        // Until the thread that waits in it is gone, the port still takes connections.
        try {
            acceptor.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A WebSocket. Owned by its thread, but for what others say to it. */
    private final class Client {

        private final DataInputStream in;
        private final OutputStream out;

        Client(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void serve() throws IOException {
            say("0{\"sid\":\"x\"}");
            while (true) {
                String text = frame();
                Matcher packet = PACKET.matcher(text);
                if (text.equals("40")) say("40{\"sid\":\"y\"}");
                else if (packet.matches()) hear(packet.group(1), packet.group(2), packet.group(3));
                else throw new IOException("not understood: " + text);
            }
        }

        private void hear(String id, String name, String room) throws IOException {
            switch (name) {
                case "join" ->
                    rooms.computeIfAbsent(room, key -> new CopyOnWriteArrayList<>())
                            .add(this);
                case "publish" -> publish(room, this);
                default -> {}
            }
            if (!id.isEmpty()) say("43" + id + "[{\"ok\":true}]");
        }

        synchronized void say(String text) throws IOException {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            byte[] frame = new byte[2 + payload.length];
            frame[0] = (byte) 0x81;
            frame[1] = (byte) payload.length;
            System.arraycopy(payload, 0, frame, 2, payload.length);
            out.write(frame);
        }

        private String frame() throws IOException {
            in.readByte();
            int length = in.readByte() & 0x7f;
            byte[] mask = new byte[4];
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(mask);
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i % 4];
            return new String(payload, StandardCharsets.UTF_8);
        }
    }
}
