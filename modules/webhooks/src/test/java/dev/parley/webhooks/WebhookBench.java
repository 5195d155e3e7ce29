package dev.parley.webhooks;

import dev.parley.bus.webhooks.Activity;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How fast activities are stored, and how soon a receiver in the same process has them, on the embedded store, told as the
 * rest of a node tells them. Run {@link #main} with the test class path; the arguments are numbers of tellers.
 */
final class WebhookBench {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private WebhookBench() {}

    public static void main(String[] arguments) throws Exception {
        List<Integer> tellers = arguments.length == 0
                ? List.of(1, 10, 100)
                : Stream.of(arguments).map(Integer::valueOf).toList();
        Path folder = Files.createTempDirectory("webhook-bench");
        Vertx vertx = Vertx.vertx();
        Receiver receiver = Receiver.on(vertx, 0);
        var arrived = new ConcurrentHashMap<String, Long>();
        receiver.answer = (request, arrival) -> {
            arrived.putIfAbsent(socket(arrival.body()), arrival.nanos());
            receiver.arrivals.clear();
            request.response().end();
        };
        try (var store = new TestStore(folder);
                var node = new Node(store, Node.telling(receiver.url()))) {
            run(node, arrived, 100, WARM_UP);
            for (int each : tellers) run(node, arrived, each, MEASURED);
        }
        vertx.close();
    }

    private static String socket(String body) {
        int from = body.indexOf("\"socket\":\"") + 10;
        return body.substring(from, body.indexOf('"', from)) + body.substring(body.indexOf("\"n\":"));
    }

    /** Each teller tells of one socket, one thing after another. */
    private static void run(Node node, ConcurrentHashMap<String, Long> arrived, int tellers, Duration time)
            throws Exception {
        arrived.clear();
        var told = new ConcurrentHashMap<String, Long>();
        var refused = new LongAdder();
        long start = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < tellers; i++) {
            String socket = "s" + i;
            threads.add(Thread.startVirtualThread(() -> {
                for (int n = 0; System.nanoTime() - start < time.toNanos(); n++) {
                    told.put(socket + "\"n\":" + n + "}}", System.nanoTime());
                    var activity = new Activity(
                            "default", Activity.Type.JOINED, Instant.EPOCH, Node.data(socket, n), Optional.empty());
                    if (!node.webhooks
                            .tell(activity)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()) refused.increment();
                }
            }));
        }
        for (Thread each : threads) each.join();
        double stored = (System.nanoTime() - start) / 1e9;
        while (arrived.size() < told.size() - refused.sum()) TimeUnit.MILLISECONDS.sleep(5);
        double delivered = (System.nanoTime() - start) / 1e9;
        long[] latencies = arrived.entrySet().stream()
                .mapToLong(each -> each.getValue() - told.get(each.getKey()))
                .sorted()
                .toArray();
        System.out.printf(
                "%d tellers: %d stored, %.0f/s; delivered %.0f/s; from tell to receipt p50 %.1f ms, p99 %.1f ms, most %.1f ms; %d refused%n",
                tellers,
                told.size(),
                told.size() / stored,
                latencies.length / delivered,
                at(latencies, 0.5),
                at(latencies, 0.99),
                at(latencies, 1),
                refused.sum());
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
    }
}
