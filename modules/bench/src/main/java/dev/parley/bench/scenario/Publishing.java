package dev.parley.bench.scenario;

import dev.parley.bench.contender.Servers;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.ClientFrames;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.HttpConnection;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How events get to the server. Owned by the loop. */
sealed interface Publishing {

    /** Publishes one event to a room. */
    void publish(int room);

    /** What a room is called. */
    static String room(int number) {
        return "public:r" + number;
    }

    /** Clients that have joined the rooms themselves: a server does not let others publish, and leaves them out. */
    final class BySocket implements Publishing {

        // Servers limit the rooms of one socket.
        private static final int ROOMS_EACH = 50;

        private final List<Client> publishers = new ArrayList<>();
        private final List<ByteBuffer> events;

        BySocket(Stage stage, Crowd crowd, int rooms, int payload, Member.Listener listener) {
            events = IntStream.range(0, rooms)
                    .mapToObj(room -> ClientFrames.text("42[\"publish\",{\"room\":\"" + room(room)
                            + "\",\"event\":\"m\",\"data\":\"" + "x".repeat(payload) + "\"}]"))
                    .toList();
            int count = (rooms + ROOMS_EACH - 1) / ROOMS_EACH;
            crowd.gather(count, number -> {
                int first = publishers.size() * ROOMS_EACH;
                List<String> own = IntStream.range(first, Math.min(rooms, first + ROOMS_EACH))
                        .mapToObj(Publishing::room)
                        .toList();
                var client = new Client(number, Handshake.plain(), own, listener);
                Servers servers = stage.servers();
                stage.loop()
                        .connect(
                                servers.nodes()
                                        .get(publishers.size() % servers.nodes().size()),
                                client);
                publishers.add(client);
            });
        }

        @Override
        public void publish(int room) {
            publishers.get(room / ROOMS_EACH).send(events.get(room));
        }
    }

    /** A backend that posts, with as many connections as it has events under way. */
    final class ByHttp implements Publishing, HttpConnection.Listener {

        private static final int OK = 200;
        private static final int BEHIND_OK = 300;
        private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);

        private final List<ByteBuffer> requests;
        private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
        private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

        ByHttp(Stage stage, int rooms, int payload, int connections) {
            Servers servers = stage.servers();
            requests = IntStream.range(0, rooms)
                    .mapToObj(room -> HttpConnection.post(
                            servers.dialect().emitPath(),
                            servers.dialect().headers(),
                            "{\"event\":\"m\",\"rooms\":[\"" + room(room) + "\"],\"payload\":\"" + "x".repeat(payload)
                                    + "\"}"))
                    .toList();
            Loop loop = stage.loop();
            for (int i = 0; i < connections; i++)
                loop.connect(servers.backends().get(i % servers.backends().size()), new HttpConnection(this));
            loop.until(() -> idle.size() == connections, CONNECTED_WITHIN, "the backend is connected");
        }

        @Override
        public void publish(int room) {
            HttpConnection free = idle.poll();
            if (free == null) {
                waiting.add(room);
            } else {
                free.send(requests.get(room));
            }
        }

        @Override
        public void ready(HttpConnection connection) {
            idle.add(connection);
        }

        @Override
        public void answered(HttpConnection connection, int status, ByteBuffer bytes, int bodyAt, int bodyLength) {
            if (status < OK || status >= BEHIND_OK) throw new IllegalStateException("an emit is answered " + status);
            Integer next = waiting.poll();
            if (next == null) {
                idle.add(connection);
            } else {
                connection.send(requests.get(next));
            }
        }
    }
}
