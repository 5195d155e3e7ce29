package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.Listener;
import dev.parley.chaos.client.Loss;
import dev.parley.chaos.client.Server;
import dev.parley.chaos.client.StockClient;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.chaos.cluster.Fault;
import dev.parley.chaos.cluster.Site;
import dev.parley.chaos.cluster.Slot;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that do not hear one another for long enough to believe that they are dead. Played where network namespaces can be
 * made.
 */
class PartitionIT {

    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofSeconds(15);

    /** TCP alone would try again only after as much time as the partition has lasted. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String ROOM = "public:news";

    @Test
    void whatEachPartAcceptedIsEverywhereSoonAfterTheyAreOneAgain(@TempDir Path folder) throws Exception {
        try (Slot slot = Slot.take();
                Cluster cluster = new Site(slot, Path.of("../.."), folder, Map.of()).cluster(NODES)) {
            assumeThat(cluster.refuses(Fault.Kind.PARTITION)).isEmpty();
            cluster.start();
            List<Reader> readers = IntStream.rangeClosed(1, NODES)
                    .mapToObj(node -> new Reader(cluster.server(node)))
                    .toList();
            readers.forEach(Reader::start);
            for (Reader each : readers) each.joined.await();

            Thread harm = Thread.ofVirtual().start(() -> part(cluster));
            List<String> accepted = new ArrayList<>();
            while (harm.isAlive()) {
                for (int node = 1; node <= NODES; node++) accepted.add(emit(cluster, node, accepted.size()));
                Thread.sleep(200);
            }
            assertThat(cluster.awaitWhole(PATIENCE)).isPresent();

            for (Reader each : readers) await().atMost(SOON).until(() -> each.heard.containsAll(accepted));
            readers.forEach(Reader::stop);
        }
    }

    private static void part(Cluster cluster) {
        try {
            cluster.suffer(new Fault(Fault.Kind.PARTITION, Duration.ZERO, 1, LENGTH, 0));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its name, once it is accepted. */
    private static String emit(Cluster cluster, int node, int number) throws IOException {
        String event = "event-" + number;
        String body = JsonWriter.object(w -> w.name("event")
                        .string(event)
                        .name("rooms")
                        .beginArray()
                        .string(ROOM)
                        .endArray())
                .toString();
        try (HttpConnection backend = HttpConnection.open(cluster.server(node), (int) PATIENCE.toMillis())) {
            assertThat(backend.request("POST", "/api/v1/emit", cluster.key(), body)
                            .status())
                    .isEqualTo(202);
        }
        return event;
    }

    /** A member of the room at one node. */
    private static final class Reader implements Listener {

        final Set<String> heard = ConcurrentHashMap.newKeySet();
        final CountDownLatch joined = new CountDownLatch(1);
        private final StockClient client;

        Reader(Server server) {
            client = new StockClient(false, () -> server, this, Optional.empty(), new Random(server.number()));
        }

        void start() {
            Thread.ofVirtual().start(client);
        }

        void stop() {
            client.stop();
        }

        @Override
        public void welcomed(Server server, boolean recovered) {}

        @Override
        public void connected(boolean recovered) {
            client.ask("join", JsonWriter.object(w -> w.name("room").string(ROOM)))
                    .thenAccept(answer -> joined.countDown());
        }

        @Override
        public void event(List<RawJson> elements) {
            elements.getFirst().asString().ifPresent(heard::add);
        }

        @Override
        public void lost(Loss loss) {}
    }
}
