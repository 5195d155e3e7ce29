package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Passage;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.sockets.RawClient.Frames;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is measured of clients and of what they send and get. */
class MeasuresTest {

    private static LimitedNode limited;

    @BeforeAll
    static void start() {
        limited = new LimitedNode(ClientLimits.none());
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    private static double counted(String name) {
        return limited.node.meters.get(name).functionCounter().count();
    }

    private static double gauge(String name, String... tags) {
        return limited.node.meters.get(name).tags(tags).gauge().value();
    }

    private static Timer timer(String from) {
        return limited.node.meters.get("parley.delivery").tag("from", from).timer();
    }

    private static Audience everybody() {
        return Audience.of(new AppNamespace("default", "/"), Target.EVERYONE);
    }

    @Test
    void eventsAndBytesOfClientsAreCounted() {
        Frames frames = limited.client.connected();
        double events = counted("parley.events.received");
        double received = counted("parley.received");
        double sent = counted("parley.sent");
        String event = "421[\"echo\",\"" + "x".repeat(1_000) + "\"]";
        frames.send(event);
        assertThat(frames.next()).startsWith("431[");
        assertThat(counted("parley.events.received") - events).isEqualTo(1);
        assertThat(counted("parley.received") - received).isEqualTo(event.length());
        // Counted behind the hand-over to the network, from where the client may have it already.
        Patience.until(() -> counted("parley.sent") - sent >= 1_000);
    }

    @Test
    void whatAClientDoesNotTakeIsSeenUntilItDoes() {
        Frames reader = limited.client.connected();
        Frames stalled = limited.client.connected();
        stalled.webSocket.pause();
        // More than the network holds comes to wait, and less than may.
        String large = "x".repeat(50_000);
        for (int i = 0; i < 400 && gauge("parley.outbound.waiting") < large.length(); i++) {
            limited.node.broadcast(everybody(), "n", large, false);
            assertThat(reader.next()).startsWith("42[\"n\"");
        }
        Patience.until(() -> gauge("parley.outbound.waiting") >= large.length());
        TestNode.get(stalled.webSocket.resume().close());
        Patience.until(() -> gauge("parley.outbound.waiting") == 0);
    }

    @Test
    void aSocketCountsInItsNamespaceWhileItIsThere() {
        double before = gauge("parley.sockets", "namespace", "/");
        Frames frames = limited.client.connected();
        assertThat(gauge("parley.sockets", "namespace", "/") - before).isEqualTo(1);
        TestNode.get(frames.webSocket.close());
        Patience.until(() -> gauge("parley.sockets", "namespace", "/") == before);
    }

    @Test
    void anEventThatIsTimedIsCountedByWhereItWasAccepted() {
        Frames frames = limited.client.connected();
        long local = timer("local").count();
        long remote = timer("remote").count();
        var event = new Broadcast(
                "id",
                everybody(),
                JsonWriter.build(w -> w.beginArray().string("timed").endArray()),
                List.of(),
                false);
        limited.node.broadcaster.broadcast(event.with(begun("test")));
        limited.node.broadcaster.broadcast(event.with(begun("elsewhere")));
        assertThat(frames.next()).startsWith("42[\"timed\"");
        Patience.until(
                () -> timer("local").count() - local == 1 && timer("remote").count() - remote == 1);
    }

    private static Passage begun(String node) {
        return Passage.begin(new NodeId(node), Instant.now(), Optional.empty());
    }

    @Test
    void eventLoopsThatWorkAreNotBehind() {
        Patience.until(() -> limited.node.services.behind().toMillis() < 1_000);
    }
}
