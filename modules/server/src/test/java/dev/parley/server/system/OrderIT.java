package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What each emitter says reaches everybody at every node, over every transport, once and in its order, while others speak
 * in the same rooms.
 */
class OrderIT {

    private static final int NODES = 3;
    private static final int EACH = 300;
    private static final int AT_ONCE = 20;
    private static final long EMITTER = 1_000_000;
    private static final String FIRST = "public:first";
    private static final String SECOND = "public:second";
    private static final String CHAT = "team";

    /** How a client listens. */
    private enum Way {
        WEBSOCKET,
        POLLING,
        /** Polling, and a WebSocket when a third has come. */
        UPGRADE,
        /** Each request of it goes to another node than the one before. */
        POLLING_ANYWHERE,
        /** The same, and the WebSocket goes to a node that has no session of it. */
        UPGRADE_ELSEWHERE
    }

    @AutoClose
    private static StoreProcess store;

    @AutoClose
    private static ParleyCluster cluster;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> tasks = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        store = StoreProcess.start();
        cluster = ParleyCluster.start(NODES, store, new Secrets(), Map.of());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) each.close();
        threads.shutdownNow();
    }

    @Test
    void whatEachOfSeveralEmittersSaysIsHeardOnceAndInOrderByAll() throws Exception {
        EmittingBackend one = backend(1);
        EmittingBackend two = backend(2);
        one.makeRoom(CHAT, "ann", "bob");
        String ann = one.token("ann");
        RoomClient bob = client(RoomClient.of(one.token("bob"), PacketWire.webSocket(cluster.node(3))));
        RoomClient here = client(RoomClient.overWebSocket(cluster.node(1)), FIRST);
        RoomClient there = client(RoomClient.overPolling(List.of(cluster.node(2))), FIRST);

        for (int node = 1; node <= NODES; node++) {
            for (Way way : Way.values()) {
                RoomClient listener = client(RoomClient.of(ann, wire(way, node)), FIRST, SECOND);
                ParleyProcess elsewhere = cluster.node(node % NODES + 1);
                ParleyProcess upgradesAt = way == Way.UPGRADE ? cluster.node(node) : elsewhere;
                boolean upgrades = way == Way.UPGRADE || way == Way.UPGRADE_ELSEWHERE;
                String who = way + " at " + node;
                start(() -> hear(who, listener, Set.of(1L, 2L, 3L, 4L, 5L), () -> {
                    if (upgrades) listener.upgrade(upgradesAt);
                }));
            }
        }
        start(() -> say(1, n -> one.send(n, FIRST, SECOND), one::accepted));
        start(() -> say(2, n -> two.send(n, SECOND, FIRST), two::accepted));
        // Who publishes hears the others in the room, and not itself.
        start(() -> {
            say(3, n -> here.askToPublish(FIRST, n), here::answered);
            hear("publisher at 1", here, Set.of(1L, 2L, 4L), () -> {});
        });
        start(() -> {
            say(4, n -> there.askToPublish(FIRST, n), there::answered);
            hear("publisher at 2", there, Set.of(1L, 2L, 3L), () -> {});
        });
        start(() -> say(5, n -> bob.ask("message:send", chat(n)), bob::answered));
        for (Future<?> task : tasks) task.get();
    }

    private void start(Runnable task) {
        tasks.add(threads.submit(task));
    }

    private EmittingBackend backend(int node) {
        EmittingBackend backend = EmittingBackend.at(cluster.node(node), cluster.apiKey());
        open.add(backend);
        return backend;
    }

    private RoomClient client(RoomClient client, String... rooms) {
        open.add(client);
        for (String room : rooms) client.join(room);
        return client;
    }

    private static PacketWire wire(Way way, int node) {
        ParleyProcess own = cluster.node(node);
        return switch (way) {
            case WEBSOCKET -> PacketWire.webSocket(own);
            case POLLING, UPGRADE -> PollingWire.open(List.of(own));
            case POLLING_ANYWHERE, UPGRADE_ELSEWHERE ->
                PollingWire.open(List.of(own, cluster.node(node % NODES + 1), cluster.node((node + 1) % NODES + 1)));
        };
    }

    private static String chat(long number) {
        return "{\"room\":\"" + CHAT + "\",\"text\":\"" + number + "\"}";
    }

    /** Says its numbers, some at a time before the answers to them have come. */
    private static void say(long emitter, LongConsumer number, Runnable answer) {
        for (int n = 0; n < EACH; n += AT_ONCE) {
            for (int i = 1; i <= AT_ONCE; i++) number.accept(emitter * EMITTER + n + i);
            for (int i = 1; i <= AT_ONCE; i++) answer.run();
        }
    }

    /** Listens until each of these has said its last number, and does something when a third has come. */
    private static void hear(String who, RoomClient client, Set<Long> emitters, Runnable atAThird) {
        var heard = new ArrayList<Long>();
        var speaking = new HashSet<>(emitters);
        while (!speaking.isEmpty()) {
            long number = client.number();
            heard.add(number);
            if (number % EMITTER == EACH) speaking.remove(number / EMITTER);
            if (heard.size() == emitters.size() * EACH / 3) atAThird.run();
        }
        for (long emitter : emitters) {
            assertThat(heard.stream().filter(each -> each / EMITTER == emitter))
                    .as("%s hears %d", who, emitter)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, EACH)
                            .mapToObj(n -> emitter * EMITTER + n)
                            .toList());
        }
        assertThat(heard).as("%s hears nothing else", who).hasSize(emitters.size() * EACH);
    }
}
