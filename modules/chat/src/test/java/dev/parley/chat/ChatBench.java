package dev.parley.chat;

import static dev.parley.chat.ChatNode.createRoom;
import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.Tests.AT;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.Before;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.Store;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How fast chat is on the embedded store, asked as the rest of a node asks it. Run {@link #main} with the test class path; the
 * first argument is how many messages the long room has.
 */
final class ChatBench {

    private static final int ROOMS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int PAGES = 1_000;

    private ChatBench() {}

    public static void main(String[] arguments) throws Exception {
        long depth = arguments.length == 0 ? 1_000_000 : Long.parseLong(arguments[0]);
        Path folder = Files.createTempDirectory("chat-bench");
        try (var store = new TestStore(folder);
                var node = new ChatNode(Optional.of(store), ChatDialect.SILENT)) {
            for (int i = 0; i < ROOMS; i++) node.told(createRoom(AT, "room-" + i, "ann", "bob"));
            run(node, 100, WARM_UP);
            for (int senders : new int[] {1, 10, 100}) run(node, senders, MEASURED);
            fill(node, store, depth);
            pages(node, depth, "warm-up");
            pages(node, depth, "history page of 50, random place of " + depth);
            run(node, 100, MEASURED);
        }
    }

    private static void run(ChatNode node, int senders, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var threads = new ArrayList<Thread>();
        var all = new ArrayList<List<Long>>();
        for (int i = 0; i < senders; i++) {
            var latencies = new ArrayList<Long>();
            all.add(latencies);
            var question = sendTo(new ToRoom("room-" + i % ROOMS), "ann", "x".repeat(100));
            threads.add(Thread.startVirtualThread(() -> {
                while (System.nanoTime() < end) {
                    long start = System.nanoTime();
                    if (!(node.ask(question) instanceof ChatAnswer.Told)) throw new AssertionError("refused");
                    latencies.add(System.nanoTime() - start);
                }
            }));
        }
        for (Thread each : threads) each.join();
        long[] latencies =
                all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
        print(senders + " senders: " + latencies.length / time.toSeconds() + " sends/s", latencies);
    }

    private static void fill(ChatNode node, TestStore embedded, long depth) {
        node.told(createRoom(AT, "long", "ann", "bob"));
        Store store = embedded.connect(node.vertx);
        var key = new RoomKey(AT, "long");
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        for (long from = 1; from <= depth; from += 5_000) {
            var batch = new ArrayList<StoredMessage>();
            for (long seq = from; seq < from + 5_000 && seq <= depth; seq++) {
                var message = new ChatMessage(
                        "long-" + seq,
                        "long",
                        seq,
                        "ann",
                        "x".repeat(100),
                        RawJson.EMPTY_OBJECT,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
                batch.add(new StoredMessage(key, message, Optional.empty()));
            }
            Tests.get(store.chat().messages().append(batch));
        }
        Tests.get(store.chat().heads().raise(Map.of(key, depth)));
    }

    private static void pages(ChatNode node, long depth, String what) {
        long[] latencies = new long[PAGES];
        for (int i = 0; i < PAGES; i++) {
            long place = ThreadLocalRandom.current().nextLong(100, depth);
            long start = System.nanoTime();
            int size = node.told(new History(AT, "long", Optional.of("ann"), new Before(place), 50, true))
                    .messages()
                    .size();
            latencies[i] = System.nanoTime() - start;
            if (size != 50) throw new AssertionError(size + " messages");
        }
        print(what, latencies);
    }

    private static void print(String what, long[] latencies) {
        Arrays.sort(latencies);
        System.out.printf(
                "%s; p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                what, at(latencies, 0.5), at(latencies, 0.99), at(latencies, 1));
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
    }
}
