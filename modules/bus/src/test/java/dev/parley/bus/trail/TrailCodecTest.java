package dev.parley.bus.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message;
import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.MessageCodec;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrailCodecTest {

    private static final NodeId NODE = new NodeId("node-\u00e4");
    private static final AppNamespace CHAT = new AppNamespace("default", "/chat");
    private static final Detail DETAIL = new Detail(true, 1_000, Redaction.SECRETS, 7);
    private static final Glimpse HELLO = new Glimpse(
            JsonWriter.build(w -> w.beginArray().string("hello").number(1).endArray()), 11, 2, false);
    private static final SocketCard CARD = new SocketCard(
            "abc",
            "polling",
            4,
            "::1",
            Optional.of("https://a.example"),
            Optional.empty(),
            Instant.EPOCH,
            List.of("a"));

    static List<TrailOrder> orders() {
        return List.of(
                new TrailOrder.Follow(NODE, 1, new TrailFilter.Everything(), DETAIL),
                new TrailOrder.Follow(
                        NODE, 2, new TrailFilter.InNamespace(CHAT), new Detail(false, 0, Redaction.NONE, 0)),
                new TrailOrder.Follow(NODE, 3, new TrailFilter.OneSocket("default", "s"), DETAIL),
                new TrailOrder.Follow(NODE, Long.MAX_VALUE, new TrailFilter.OneUser("default", "ann"), DETAIL),
                new TrailOrder.Count(NODE, 4),
                new TrailOrder.Stop(NODE, 5));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ordersArriveAsTheyWereGiven(TrailOrder order) {
        assertThat(TrailCodec.read((TrailOrdered) throughTheWire(TrailCodec.write(order))))
                .isEqualTo(order);
    }

    static List<Observation> observations() {
        List<Happening> all = List.of(
                new Happening.Present(CARD),
                new Happening.Connected(CARD),
                new Happening.Updated("websocket"),
                new Happening.Disconnected("transport close"),
                new Happening.Joined("r"),
                new Happening.Left("r"),
                new Happening.Received(HELLO, true, Optional.of("rate_limited")),
                new Happening.Received(HELLO, false, Optional.empty()),
                new Happening.Sent(HELLO, true),
                new Happening.Acknowledged(new Glimpse(RawJson.EMPTY_ARRAY, 2, 0, true)),
                new Happening.Answered(HELLO));
        List<Sighting> sightings = all.stream()
                .map(what ->
                        new Sighting(Instant.ofEpochMilli(1_700_000_000_123L), CHAT, "id", Optional.of("ann"), what))
                .toList();
        return List.of(
                new TrailReport(NODE, sightings, 3, 4, false),
                new TrailReport(NODE, List.of(), 0, 0, true),
                new Tally(
                        NODE,
                        "host",
                        42,
                        Duration.ofMillis(1_234),
                        5,
                        2,
                        List.of(new Tally.Occupied(CHAT, 3)),
                        List.of(
                                new Tally.Count(1_700_000_000, Tally.Kind.BYTES_IN, "", Long.MAX_VALUE),
                                new Tally.Count(1_700_000_000, Tally.Kind.CLOSED, "ping timeout", 1))));
    }

    @ParameterizedTest
    @MethodSource("observations")
    void whatWasSeenArrivesAsItWasTold(Observation observation) {
        var arrived = (TrailTold) throughTheWire(TrailCodec.write(9, observation));
        assertThat(arrived.watch()).isEqualTo(9);
        assertThat(TrailCodec.read(arrived)).isEqualTo(observation);
    }

    @Test
    void anUnknownTagIsRefused() {
        assertThatThrownBy(() -> TrailCodec.read(new TrailTold(1, new byte[] {99})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Message throughTheWire(Message message) {
        var codec = new MessageCodec();
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, message);
        return codec.decodeFromWire(0, wire);
    }
}
