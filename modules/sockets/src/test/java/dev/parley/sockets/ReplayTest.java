package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Worth;
import dev.parley.sockets.recovery.Comeback;
import dev.parley.sockets.recovery.SavedSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client that comes back is sent first. */
class ReplayTest {

    private static final AppNamespace AT = new AppNamespace("app", "/");
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final Position HEARD = Position.EMPTY.with(A, 10).with(B, 20);

    private final Replay replay = new Replay(new Comeback(
            "secret",
            "",
            new SavedSession(
                    AT,
                    "sid",
                    "life",
                    A,
                    Optional.empty(),
                    Instant.EPOCH,
                    Map.of(Target.EVERYONE, Position.EMPTY),
                    RawJson.EMPTY_OBJECT),
            Optional.of(HEARD)));

    private static RawJson named(String name) {
        return JsonWriter.build(w -> w.beginArray().string(name).endArray());
    }

    private static LogEntry entry(long number, long accepted, String name) {
        return new LogEntry(
                number, accepted, new Broadcast("id", Audience.of(AT, Target.EVERYONE), named(name), List.of(), false));
    }

    private static EncodedPacket packet(String name, @Nullable Stamp stamp) {
        return EncodedPacket.of(
                new SocketPacket.Event("/", null, named(name), List.of()), Worth.KEPT, Position.EMPTY, stamp);
    }

    private void told(NodeId origin, long upTo, LogEntry... events) {
        replay.take(
                new Missed(1, new Stamp(origin, upTo, 0), 0, List.of(events), true, MissedOutcome.COMPLETE),
                entry -> EncodedPacket.of(
                        new SocketPacket.Event("/", null, entry.event().args(), List.of()),
                        Worth.KEPT,
                        Position.EMPTY,
                        null));
    }

    private void live(NodeId origin, long number, String name) {
        replay.hold(packet(name, new Stamp(origin, number, 0)), false);
    }

    /** As the client gets it: name and offset. */
    private Stream<List<String>> sent() {
        return replay.events().stream()
                .map(each -> (SocketPacket.Event) each.withOffset())
                .map(event -> event.args().elements().stream()
                        .map(each -> each.asString().orElseThrow())
                        .toList());
    }

    @Test
    void isMergedByTheTimeOfAcceptanceAndKeepsTheOrderOfEachNode() {
        told(A, 12, entry(11, 500, "a11"), entry(12, 400, "a12"));
        told(B, 21, entry(21, 450, "b21"));
        assertThat(sent().map(List::getFirst)).containsExactly("b21", "a11", "a12");
    }

    @Test
    void hasTheClientsOwnPositionInEachOffset() {
        told(A, 12, entry(12, 1, "a12"));
        told(B, 25, entry(22, 2, "b22"));
        assertThat(sent().map(List::getLast))
                .containsExactly(
                        HEARD.with(A, 12).text(), HEARD.with(A, 12).with(B, 22).text());
        assertThat(replay.heard()).isEqualTo(Position.EMPTY.with(A, 12).with(B, 25));
    }

    @Test
    void leavesOutWhatCameLiveAndWasToldToo() {
        live(A, 12, "a12");
        live(A, 13, "a13");
        live(B, 21, "b21");
        told(A, 12, entry(12, 1, "a12"));
        told(B, 20);
        assertThat(sent().map(List::getFirst)).containsExactly("a12", "a13", "b21");
        assertThat(sent().map(List::getLast).toList().getLast())
                .isEqualTo(HEARD.with(A, 13).with(B, 21).text());
    }

    @Test
    void keepsWhatIsInNoLogAndGoesWithoutWhatMayBeDropped() {
        assertThat(replay.hold(packet("volatile", null), true)).isFalse();
        assertThat(replay.hold(packet("question", null), false)).isTrue();
        told(A, 10);
        assertThat(sent().map(List::getFirst)).containsExactly("question");
    }

    @Test
    void forgetsWhatANodeToldTooEarly() {
        told(A, 12, entry(12, 1, "a12"));
        long bytes = replay.bytes();
        replay.forget(A);
        assertThat(replay.bytes()).isZero();
        assertThat(sent()).isEmpty();
        told(A, 12, entry(12, 1, "a12"));
        assertThat(replay.bytes()).isEqualTo(bytes).isPositive();
        assertThat(sent().map(List::getFirst)).containsExactly("a12");
    }
}
