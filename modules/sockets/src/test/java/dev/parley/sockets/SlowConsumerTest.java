package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that stop reading, in a namespace that drops events for them, {@code /second}, and in one that does not. */
class SlowConsumerTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String LARGE = "x".repeat(50_000);

    private static LimitedNode limited;

    @BeforeAll
    static void start() {
        var limits =
                new ClientLimits(0, 1_000_000, Integer.MAX_VALUE, List.of(), Integer.MAX_VALUE, List.of("/second"));
        limited = new LimitedNode(limits, 600_000, 40, Map.of());
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    private static Frames in(String namespace) {
        Frames frames = limited.client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40" + namespace + ",");
        assertThat(frames.next()).startsWith("40");
        return frames;
    }

    private static Audience everybody(String namespace) {
        return Audience.of(new AppNamespace("default", namespace), Target.EVERYONE);
    }

    /** What the network and the server's own socket hold for a client that does not read; more waits in the queue. */
    private static final int MORE_THAN_THE_NETWORK_HOLDS = 400;

    private static double count(String outcome) {
        return limited.count("parley.slow.consumers", "outcome", outcome, "default");
    }

    @Test
    void loseTheirOldestEventsAndKeepTheirConnectionAndTheOthersGetAll() {
        List<Frames> readers = Stream.generate(() -> in("/second")).limit(5).toList();
        Frames stalled = in("/second");
        stalled.webSocket.pause();
        double droppedBefore = count("dropped");

        for (int i = 0; i < MORE_THAN_THE_NETWORK_HOLDS; i++) {
            limited.node.broadcast(everybody("/second"), "n", i + LARGE, false);
            for (Frames reader : readers) assertThat(reader.next()).startsWith("42/second,[\"n\",\"" + i + "x");
        }
        Patience.until(() -> count("dropped") > droppedBefore);
        int dropped = (int) (count("dropped") - droppedBefore);

        stalled.webSocket.resume();
        int got = 0;
        int last = -1;
        while (last < MORE_THAN_THE_NETWORK_HOLDS - 1) {
            String event = stalled.next();
            int number = Integer.parseInt(event.substring(event.indexOf(",\"") + 2, event.indexOf('x')));
            assertThat(number).isGreaterThan(last);
            last = number;
            got++;
        }
        assertThat(got + dropped).isEqualTo(MORE_THAN_THE_NETWORK_HOLDS);
        stalled.send("42/second,1[\"echo\"]");
        assertThat(stalled.next()).isEqualTo("43/second,1[]");
    }

    @Test
    void loseTheirConnectionElsewhere() {
        Frames reader = in("/tenant-1");
        Frames stalled = in("/tenant-1");
        stalled.webSocket.pause();
        double before = count("disconnected");

        for (int i = 0; count("disconnected") == before && i < MORE_THAN_THE_NETWORK_HOLDS; i++) {
            limited.node.broadcast(everybody("/tenant-1"), "n", i + LARGE, false);
            assertThat(reader.next()).startsWith("42/tenant-1,[\"n\",\"" + i + "x");
        }

        Patience.until(() -> count("disconnected") == before + 1);
        Patience.until(() -> limited.node.departures.contains("transport error"));
        stalled.webSocket.resume(); // so that it lets go of what it never read
    }

    @Test
    void areSilentToWhoAskedWhatWasDroppedForThem() {
        Frames stalled = in("/second");
        stalled.webSocket.pause();
        for (int i = 0; i < MORE_THAN_THE_NETWORK_HOLDS; i++)
            limited.node.broadcast(everybody("/second"), "n", i + LARGE, false);
        var socket = Audience.of(new AppNamespace("default", "/second"), Target.EVERYONE);
        var asked = limited.node.inquire(socket, "how many", LONG, false);
        for (int i = 0; i < 100; i++) limited.node.broadcast(everybody("/second"), "n", i + LARGE, false);

        Collected collected = (Collected) TestNode.get(asked);

        assertThat(collected.complete()).isFalse();
        assertThat(collected.answered()).isZero();
        stalled.webSocket.resume();
    }

    @Test
    void areSilentToWhoAskedThemOnceTheyAreCut() {
        Frames stalled = in("/tenant-2");
        stalled.webSocket.pause();
        int sent = 0;
        var asked = limited.node.inquire(everybody("/tenant-2"), "how many", LONG, false);
        while (!asked.isComplete() && sent++ < MORE_THAN_THE_NETWORK_HOLDS)
            limited.node.broadcast(everybody("/tenant-2"), "n", sent + LARGE, false);

        Collected collected = (Collected) TestNode.get(asked);

        assertThat(collected.addressed()).isEqualTo(1);
        assertThat(collected.answered()).isZero();
        stalled.webSocket.resume();
    }

    @Test
    void mayLetNoMoreThanSoManyPacketsWait() {
        String uri = limited.client.openPolling();
        limited.client.post(uri, "40/tenant-3,");
        assertThat(limited.client.get(uri).body()).startsWith("40/tenant-3,");
        double before = count("disconnected");
        for (int i = 0; i < 41; i++) limited.node.broadcast(everybody("/tenant-3"), "n", "small", false);

        // A poll that comes before the last of them would take the others away.
        Patience.until(() -> count("disconnected") == before + 1);
        Patience.until(() -> limited.client.get(uri).status() == 400);
    }
}
