package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.webhooks.Will;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final NodeId NODE = new NodeId("node-ä");
    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));
    private static final Place ANN = new Place(new AppNamespace("default", "/chat"), Target.user("ann"));
    private static final RawJson ARGS = JsonWriter.build(
            w -> w.beginArray().string("greet").string("h\u00e9 \ud83d\ude00").endArray());

    private final MessageCodec codec = new MessageCodec();

    private Message throughTheWire(Message message) {
        Buffer wire = Buffer.buffer("in front of it");
        int start = wire.length();
        codec.encodeToWire(wire, message);
        return codec.decodeFromWire(start, wire);
    }

    @Nested
    class BetweenNodes {

        static List<Message> interest() {
            return List.of(
                    new InterestHello(NODE),
                    new InterestSnapshot(NODE, 7, List.of(LOBBY, ANN)),
                    new InterestSnapshot(NODE, 0, List.of()),
                    new InterestDelta(NODE, Long.MAX_VALUE, List.of(LOBBY), List.of(ANN)),
                    new InterestApplied(true, 7),
                    new InterestApplied(false, 0));
        }

        @ParameterizedTest
        @MethodSource("interest")
        void interestArrivesAsItWasSent(Message message) {
            assertThat(throughTheWire(message)).isEqualTo(message);
        }

        @Test
        void aBroadcastArrivesAsItWasSent() {
            var audience = new Audience(
                    new AppNamespace("default", "/"),
                    List.of(Target.room("a"), Target.EVERYONE),
                    List.of(Target.socket("s")));
            var sent = new Broadcast("id", audience, ARGS, List.of(new byte[] {1, 2}, new byte[0]), true);

            var arrived = (Broadcast) throughTheWire(sent);

            assertThat(arrived.id()).isEqualTo("id");
            assertThat(arrived.audience()).isEqualTo(audience);
            assertThat(arrived.args()).isEqualTo(ARGS);
            assertThat(arrived.attachments()).containsExactly(new byte[] {1, 2}, new byte[0]);
            assertThat(arrived.droppable()).isTrue();
        }

        @Test
        void aStampArrivesWithItsEvent() {
            var stamp = new Stamp(NODE, 1L << 40, 7);
            var event = new Broadcast(
                            "id",
                            Audience.of(new AppNamespace("default", "/"), Target.room("a")),
                            ARGS,
                            List.of(),
                            false)
                    .stamped(stamp);
            var report = new SocketRequest.Report(new SocketRequest.Asker(NODE, 3), event);

            assertThat(throughTheWire(event)).isEqualTo(event);
            assertThat(throughTheWire(report)).isEqualTo(report);
        }

        @Test
        void whatGoesTogetherArrivesEachForItself() {
            var audience = Audience.of(new AppNamespace("default", "/"), Target.room("a"));
            var plain = new Broadcast("plain", audience, ARGS, List.of(), false);
            var bundle = new Bundle(
                    List.of(plain, plain.stamped(new Stamp(NODE, 2, 1)), new Census(NODE, List.of()), plain));

            assertThat(throughTheWire(bundle)).isEqualTo(bundle);
        }

        @Test
        void aPassageArrivesWithItsEventStampedOrNot() {
            var event = new Broadcast(
                            "id",
                            Audience.of(new AppNamespace("default", "/"), Target.room("a")),
                            ARGS,
                            List.of(),
                            false)
                    .with(Passage.begin(NODE, Instant.parse("2030-01-31T12:00:00.000123Z"), Optional.of(TRACE)));
            var untraced = event.with(new Passage(NODE, 7, Optional.empty()));
            var stamped = event.stamped(new Stamp(NODE, 9, 7));
            var asker = new SocketRequest.Asker(NODE, 3);

            for (Message sent : List.of(
                    event,
                    untraced,
                    stamped,
                    new Inquiry(NODE, 1, event, Duration.ofSeconds(1), 1_000),
                    new SocketRequest.Report(asker, event),
                    new SocketRequest.Report(asker, stamped)))
                assertThat(throughTheWire(sent)).isEqualTo(sent);
        }

        static List<Message> logs() {
            var event = new Broadcast(
                    "id", Audience.of(new AppNamespace("default", "/"), Target.room("a")), ARGS, List.of(), false);
            var entries = List.of(new LogEntry(7, 1_700_000_000_123L, event), new LogEntry(9, 0, event));
            var stamp = new Stamp(NODE, 9, 7);
            return List.of(
                    new LogMessage.LogCopy(
                            NODE,
                            new NodeId("other"),
                            6,
                            9,
                            entries,
                            5,
                            List.of(new LogMessage.Overflow("default", 4)),
                            true,
                            false,
                            true),
                    new LogMessage.LogCopied(NODE, -1),
                    new LogMessage.TailRequest(NODE, new NodeId("other"), 3),
                    new LogMessage.LogTail(NODE, 6, 9, entries, false, LogMessage.TailOutcome.TRIMMED),
                    new LogMessage.LogMark(stamp),
                    new LogMessage.MissedRequest(
                            NODE,
                            1,
                            new NodeId("other"),
                            new AppNamespace("default", "/"),
                            List.of(new LogMessage.Owed(Target.EVERYONE, 4), new LogMessage.Owed(Target.room("a"), 0)),
                            1L << 40),
                    new LogMessage.Missed(1, stamp, 3, entries, true, LogMessage.MissedOutcome.COMPLETE),
                    new LogMessage.EchoRequest(NODE, new NodeId("other"), 7),
                    new LogMessage.Echo(NODE, new NodeId("other"), entries, true));
        }

        @ParameterizedTest
        @MethodSource("logs")
        void whatIsSaidOfLogsArrivesAsItWasSent(Message message) {
            assertThat(throughTheWire(message)).isEqualTo(message);
        }

        @Test
        void aNodeThatKeepsNoLogIsUnderstood() {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(wire, new InterestApplied(true, 7));
            Buffer older = wire.slice(0, wire.length() - 8);

            assertThat(codec.decodeFromWire(0, older)).isEqualTo(new InterestApplied(true, 0));
        }

        @Test
        void anInquiryArrivesAsItWasSent() {
            var event = new Broadcast(
                    "id", Audience.of(new AppNamespace("default", "/"), Target.room("a")), ARGS, List.of(), true);
            var sent = new Inquiry(NODE, 1L << 40, event, Duration.ofMillis(2_500), 1_000);

            assertThat(throughTheWire(sent)).isEqualTo(sent);
        }

        @Test
        void aHeadcountArrivesAsItWasSent() {
            var sent =
                    new Headcount(NODE, 1L << 40, List.of(new Headcount.Count(LOBBY, 3), new Headcount.Count(ANN, 0)));

            assertThat(throughTheWire(sent)).isEqualTo(sent);
        }

        static List<Message> drain() {
            return List.of(
                    new Message.DrainOrder(),
                    new Message.DrainAnswer(true, 7),
                    new Message.DrainAnswer(false, 0),
                    new Message.DrainNotice(NODE),
                    new Message.ReportRequest(1_700_000_000_000L),
                    new Message.NodeReport(NODE, RawJson.EMPTY_OBJECT, List.of(RawJson.EMPTY_ARRAY)));
        }

        @ParameterizedTest
        @MethodSource("drain")
        void whatIsSaidOfANodeThatLetsItsClientsGoArrivesAsItWasSent(Message sent) {
            assertThat(throughTheWire(sent)).isEqualTo(sent);
        }

        @Test
        void aCensusArrivesAsItWasSent() {
            var sent = new Census(NODE, List.of(new Census.Count("default", 7), new Census.Count("other", 1)));

            assertThat(throughTheWire(sent)).isEqualTo(sent);
        }

        static List<Message> outbox() {
            var to = new Outbox.Destination(URI.create("https://a.example/hook"), true, "SIGNED_TEXT");
            var at = Instant.ofEpochMilli(1_700_000_000_123L);
            return List.of(
                    new Outbox.Consignment(List.of(
                            new Outbox.Parcel(
                                    "id",
                                    "app",
                                    "ep_1",
                                    "room\"a\"",
                                    Optional.empty(),
                                    "type",
                                    at,
                                    ARGS,
                                    Optional.empty()),
                            new Outbox.Parcel(
                                    "id2",
                                    "app",
                                    "https://a.example",
                                    "",
                                    Optional.of(to),
                                    "t",
                                    at,
                                    ARGS,
                                    Optional.of(TRACE)))),
                    new Outbox.Consigned(List.of(Outbox.Verdict.values())),
                    new Outbox.Replay(15, List.of("a", "b")),
                    new Outbox.Replayed(true, 7),
                    new Outbox.Discard("app", "ep_1", true),
                    new Outbox.Changed(),
                    new Outbox.Heard());
        }

        @ParameterizedTest
        @MethodSource("outbox")
        void whatIsSaidOfTheOutboxArrivesAsItWasSent(Message message) {
            assertThat(throughTheWire(message)).isEqualTo(message);
        }

        static List<Message> requestsToSockets() {
            var asker = new SocketRequest.Asker(NODE, 1L << 40);
            var audience = new Audience(
                    LOBBY.namespace(), List.of(Target.socket("s"), Target.user("ann")), List.of(Target.room("b")));
            var bare = new SocketInfo("s1", Optional.empty(), NODE, "polling", Instant.EPOCH, List.of());
            var full = new SocketInfo(
                    "s2",
                    Optional.of("ann"),
                    NODE,
                    "websocket",
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    List.of("ä", "b"));
            return List.of(
                    new SocketRequest.Report(asker, new Broadcast("id", audience, ARGS, List.of(), true)),
                    new SocketRequest.Order(audience, new Command.Join(List.of("a", "b")), Optional.of(asker)),
                    new SocketRequest.Order(audience, new Command.Leave(List.of("a")), Optional.empty()),
                    new SocketRequest.Order(audience, new Command.Disconnect(true), Optional.of(asker)),
                    new SocketRequest.Order(audience, new Command.Disconnect(false), Optional.of(asker)),
                    new SocketRequest.Lookup(asker, audience, Target.Kind.USER, "pre", "after", 500),
                    new SocketReply.Effect(NODE, 1L << 40, 7, 5),
                    new SocketReply.Sockets(
                            NODE, 7, new Excerpt<>(new TreeMap<>(Map.of("s1", bare, "s2", full)), true)),
                    new SocketReply.Names(NODE, 7, new Excerpt<>(new TreeMap<>(Map.of("a", 3, "b", 1)), false)),
                    new SocketReply.Names(NODE, 7, Excerpt.none()));
        }

        @ParameterizedTest
        @MethodSource("requestsToSockets")
        void aRequestToSocketsAndItsAnswerArriveAsTheyWereSent(Message message) {
            assertThat(throughTheWire(message)).isEqualTo(message);
        }

        static List<Message> repliesToAnInquiry() {
            var answers = List.of(new Answer("s1", ARGS, List.of()), new Answer("s2", RawJson.NULL, List.of()));
            return List.of(
                    new Addressed(NODE, 1L << 40, 30),
                    new Addressed(NODE, 0, 0),
                    new Answers(NODE, 7, answers, 3, 2),
                    new Answers(NODE, 7, List.of(), 0, 1));
        }

        @ParameterizedTest
        @MethodSource("repliesToAnInquiry")
        void aReplyToAnInquiryArrivesAsItWasSent(Message message) {
            assertThat(throughTheWire(message)).isEqualTo(message);
        }

        @Test
        void anAnswerKeepsItsBinaryParts() {
            var answer = new Answer("s", ARGS, List.of(new byte[] {1, 2}, new byte[0]));

            var arrived = (Answers) throughTheWire(new Answers(NODE, 1, List.of(answer), 0, 0));

            assertThat(arrived.answers().getFirst().attachments()).containsExactly(new byte[] {1, 2}, new byte[0]);
        }

        /** The bytes of version 2, the first that nodes of two releases may share: whoever changes them breaks a rolling restart. */
        @Test
        void theVersionStaysAsItIs() {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(wire, new InterestDelta(new NodeId("n"), 2, List.of(LOBBY), List.of()));

            assertThat(wire.getBytes())
                    .isEqualTo(Buffer.buffer()
                            .appendByte((byte) 2)
                            .appendByte((byte) 4)
                            .appendInt(1)
                            .appendString("n")
                            .appendLong(2)
                            .appendInt(1)
                            .appendInt(7)
                            .appendString("default")
                            .appendInt(1)
                            .appendString("/")
                            .appendByte((byte) 'r')
                            .appendInt(5)
                            .appendString("lobby")
                            .appendInt(0)
                            .getBytes());
        }
    }

    @Nested
    class Refused {

        @Test
        void aMessageOfThisNodeDoesNotLeaveIt() {
            var will = new Will("s0cket", List.of());
            assertThatThrownBy(() -> throughTheWire(will)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aVersionFromTheFutureIsNotGuessedAt() {
            Buffer wire = Buffer.buffer(new byte[] {99, 1});
            assertThatThrownBy(() -> codec.decodeFromWire(0, wire)).hasMessageContaining("version 99");
        }

        @Test
        void aPayloadThatIsNoJsonNeverReachesAClient() {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(
                    wire,
                    new Broadcast(
                            "id",
                            Audience.of(new AppNamespace("default", "/"), Target.EVERYONE),
                            ARGS,
                            List.of(),
                            false));
            byte[] broken = new String(wire.getBytes(), StandardCharsets.ISO_8859_1)
                    .replace("[\"greet", "{\"greet")
                    .getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer(broken)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void anAnswerThatIsNoJsonNeverReachesABackend() {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(wire, new Answers(NODE, 1, List.of(new Answer("s", ARGS, List.of())), 0, 0));
            byte[] broken = new String(wire.getBytes(), StandardCharsets.ISO_8859_1)
                    .replace("[\"greet", "{\"greet")
                    .getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer(broken)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aPartLongerThanItsBundleIsNotRead() {
            Buffer wire = Buffer.buffer()
                    .appendByte((byte) 2)
                    .appendByte((byte) 11)
                    .appendInt(1)
                    .appendInt(Integer.MAX_VALUE)
                    .appendByte((byte) 60);

            assertThatThrownBy(() -> codec.decodeFromWire(0, wire)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aBundleHasNoBundleInIt() {
            Buffer wire = Buffer.buffer()
                    .appendByte((byte) 2)
                    .appendByte((byte) 11)
                    .appendInt(1)
                    .appendInt(5)
                    .appendByte((byte) 11)
                    .appendInt(0);

            assertThatThrownBy(() -> codec.decodeFromWire(0, wire)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aListLongerThanItsMessageIsNotAllocated() {
            Buffer wire = Buffer.buffer()
                    .appendByte((byte) 2)
                    .appendByte((byte) 3)
                    .appendInt(1)
                    .appendString("n")
                    .appendLong(1)
                    .appendInt(Integer.MAX_VALUE);

            assertThatThrownBy(() -> codec.decodeFromWire(0, wire)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
