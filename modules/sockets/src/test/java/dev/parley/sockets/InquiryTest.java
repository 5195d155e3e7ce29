package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Answer;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.cluster.InquiryResult;
import dev.parley.cluster.InquiryResult.Cause;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many sockets are asked at once, and clients of every temper answer at the wire. */
class InquiryTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static TestNode node;
    private static RawClient client;
    private static int rooms;

    private final Audience room = Audience.of(new AppNamespace("default", "/"), Target.room("inquiry-" + rooms++));

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private List<Frames> members(int count) {
        return Stream.generate(() -> joined(client)).limit(count).toList();
    }

    private Frames joined(RawClient client) {
        Frames frames = client.connected();
        frames.send("420[\"join\",\"" + room.to().getFirst().name() + "\"]");
        assertThat(frames.next()).isEqualTo("430[true]");
        return frames;
    }

    /** The ack id of the question that has come. */
    private static long asked(Frames frames) {
        String question = frames.next();
        assertThat(question).matches("42\\d+\\[\"how many\",\"\\?\"]");
        return Frames.ackId(question);
    }

    private static Collected collected(Future<InquiryResult> result) {
        return (Collected) TestNode.get(result);
    }

    private static List<String> values(Collected collected) {
        return collected.answers().stream()
                .map(answer -> answer.value().toString())
                .toList();
    }

    @Nested
    class AnAnswer {

        @Test
        void ofEveryClientMakesItComplete() {
            List<Frames> members = members(5);
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            long id = asked(members.getFirst());
            for (Frames other : members.subList(1, 5)) {
                assertThat(asked(other)).as("one id for all").isEqualTo(id);
            }
            for (int i = 0; i < 5; i++) members.get(i).send("43" + id + "[" + i + "]");

            Collected collected = collected(result);
            assertThat(collected.complete()).isTrue();
            assertThat(collected.addressed()).isEqualTo(5);
            assertThat(collected.answered()).isEqualTo(5);
            assertThat(values(collected)).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
            assertThat(collected.answers().stream().map(Answer::socket).distinct())
                    .hasSize(5);
        }

        @Test
        void countsOnceAndItsFirstArgumentOnly() {
            List<Frames> members = members(2);
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            long id = asked(members.get(0));
            members.get(0).send("43" + id + "[{\"n\": 1.0},\"second\"]", "43" + id + "[\"again\"]");
            asked(members.get(1));
            members.get(1).send("43" + id + "[]");

            Collected collected = collected(result);
            assertThat(collected.complete()).isTrue();
            assertThat(values(collected)).containsExactlyInAnyOrder("{\"n\": 1.0}", "null");
        }

        @Test
        void keepsItsBinaryParts() {
            Frames member = members(1).getFirst();
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            long id = asked(member);
            member.send("461-" + id + "[{\"photo\":{\"_placeholder\":true,\"num\":0}}]");
            member.send(new byte[] {1, 2, 3});

            Answer answer = collected(result).answers().getFirst();
            assertThat(answer.value().toString()).isEqualTo("{\"photo\":{\"_placeholder\":true,\"num\":0}}");
            assertThat(answer.attachments()).containsExactly(new byte[] {1, 2, 3});
        }

        @Test
        void ofSomebodyWhoWasNotAskedIsIgnored() {
            Frames member = members(1).getFirst();
            Frames stranger = client.connected();
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            long id = asked(member);
            stranger.send("43" + id + "[\"me too\"]", "420[\"echo\"]");
            assertThat(stranger.next()).isEqualTo("430[]");
            member.send("43" + id + "[\"mine\"]");

            assertThat(values(collected(result))).containsExactly("\"mine\"");
        }

        @Test
        void beyondTheLimitIsCountedAndNotKept() {
            List<Frames> members = members(3);
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            String large = "x".repeat(6_000);
            for (Frames member : members) member.send("43" + asked(member) + "[\"" + large + "\"]");

            Collected collected = collected(result);
            assertThat(collected.complete()).isTrue();
            assertThat(collected.answered()).isEqualTo(3);
            assertThat(collected.answers()).hasSize(1);
            assertThat(collected.truncated()).isTrue();
        }
    }

    @Nested
    class Silence {

        @Test
        void lastsUntilTheTimeIsOver() {
            List<Frames> members = members(3);
            Future<InquiryResult> result = node.inquire(room, "how many", SHORT, false);
            long id = asked(members.get(0));
            members.get(0).send("43" + id + "[1]");

            Collected collected = collected(result);
            assertThat(collected.addressed()).isEqualTo(3);
            assertThat(values(collected)).containsExactly("1");
            assertThat(collected.missing())
                    .singleElement()
                    .satisfies(missing -> assertThat(missing.cause()).isEqualTo(Cause.UNANSWERED));
            asked(members.get(1));
            members.get(1).send("43" + id + "[\"late\"]", "420[\"echo\",\"and unharmed\"]");
            assertThat(members.get(1).next()).isEqualTo("430[\"and unharmed\"]");
        }

        @Test
        void ofAClientThatGoesAwayIsNotWaitedFor() {
            List<Frames> members = members(3);
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            long id = asked(members.get(0));
            members.get(0).send("43" + id + "[1]");
            TestNode.get(members.get(1).webSocket.close());
            members.get(2).send("41");

            Collected collected = collected(result);
            assertThat(collected.addressed()).isEqualTo(3);
            assertThat(collected.answered()).isEqualTo(1);
            assertThat(collected.complete()).isFalse();
        }

        @Test
        void ofAClientTooSlowForAVolatileEventIsNotWaitedFor() {
            try (var patient = new TestNode(TestNode.config(LONG, LONG, 100_000_000));
                    var clients = new RawClient(patient)) {
                Frames slow = joined(clients);
                slow.webSocket.pause();
                String large = "x".repeat(90_000);
                // More than the network holds between the two.
                for (int i = 0; i < 400; i++) patient.broadcast(room, "n", large, false);

                Collected collected = collected(patient.inquire(room, "how many", LONG, true));

                assertThat(collected.addressed()).isEqualTo(1);
                assertThat(collected.complete()).isFalse();
                slow.webSocket.resume();
            }
        }
    }

    @Test
    void aQuestionToOneAndAQuestionToAllHaveDifferentIds() {
        Frames member = members(1).getFirst();
        member.send("42[\"ask me\"]");
        long one = Frames.ackId(member.next());
        Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
        long all = asked(member);
        assertThat(all).isNotEqualTo(one);
        member.send("43" + one + "[\"to one\"]", "43" + all + "[\"to all\"]");

        assertThat(member.next()).isEqualTo("42[\"you said\",\"to one\"]");
        assertThat(values(collected(result))).containsExactly("\"to all\"");
    }

    @Test
    void idsBeginAgainWhereClientsWouldNotReadThemAnyMore() {
        var ids = new AckIds(Integer.MAX_VALUE);
        var given = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) given.add(ids.next());
        assertThat(given).containsExactly(2_147_483_647L, 0L, 1L);
    }

    @Test
    void itTakesItsPlaceAmongOtherEvents() {
        Frames member = members(1).getFirst();
        for (int i = 0; i < 5; i++) {
            node.broadcast(room, "before", "" + i, false);
            Future<InquiryResult> result = node.inquire(room, "how many", LONG, false);
            node.broadcast(room, "after", "" + i, false);
            assertThat(member.next()).isEqualTo("42[\"before\",\"" + i + "\"]");
            member.send("43" + asked(member) + "[]");
            assertThat(member.next()).isEqualTo("42[\"after\",\"" + i + "\"]");
            assertThat(collected(result).complete()).isTrue();
        }
    }
}
