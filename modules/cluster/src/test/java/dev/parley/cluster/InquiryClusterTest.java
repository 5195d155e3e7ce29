package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.Answer;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.InquiryResult.Cause;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.cluster.InquiryResult.Missing;
import dev.parley.cluster.InquiryResult.TooManyOpen;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Inquiries between three real nodes; the test answers where their sockets would be. */
class InquiryClusterTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));

    private static final List<TestNode> nodes = new ArrayList<>();
    private static List<Integer> ports = List.of();

    @BeforeAll
    static void threeNodes() throws IOException {
        ports = List.of(TestNode.freePort(), TestNode.freePort(), TestNode.freePort());
        for (int port : ports) nodes.add(TestNode.start("inquiry-test", "n" + nodes.size(), port, ports));
        nodes.forEach(node -> TestNode.get(node.directory().enter(LOBBY)));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(node -> TestNode.get(node.cluster().leave()));
    }

    private static Future<InquiryResult> ask(TestNode asker, String id, Duration within, Reach reach) {
        var event = new Broadcast(
                id, Audience.of(LOBBY.namespace(), LOBBY.target()), RawJson.EMPTY_ARRAY, List.of(), false);
        return asker.inquiries().ask(event, within, reach);
    }

    /** The inquiry as it came to a node. */
    private static Inquiry heard(TestNode node, String id) {
        await().pollInterval(Duration.ofMillis(2)).atMost(TestNode.PATIENCE).until(() -> node.hasHeard(id));
        return node.heard().stream()
                .filter(delivery -> TestNode.idOf(delivery).equals(id))
                .map(Inquiry.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Says that a node has one socket, and what that answers. */
    private static void answer(TestNode node, Inquiry inquiry) {
        tell(node, inquiry, new Addressed(node.id(), inquiry.number(), 1));
        tell(node, inquiry, new Answers(node.id(), inquiry.number(), List.of(answerOf(node)), 0, 0));
    }

    private static void tell(TestNode node, Inquiry inquiry, InquiryReply reply) {
        if (inquiry.from().equals(node.id())) {
            node.bus().send(Addresses.INQUIRIES, reply);
        } else {
            node.bus().send(Addresses.node(inquiry.from()), reply);
        }
    }

    private static Answer answerOf(TestNode node) {
        return new Answer("socket", RawJson.string(node.id().value()), List.of());
    }

    @Test
    void everyNodeWithMembersAnswersTheOneThatAsked() {
        Future<InquiryResult> result = ask(nodes.get(1), "all", LONG, Reach.CLUSTER);
        for (TestNode node : nodes) answer(node, heard(node, "all"));

        var collected = (Collected) TestNode.get(result);
        assertThat(collected.complete()).isTrue();
        assertThat(collected.addressed()).isEqualTo(3);
        assertThat(collected.answers())
                .containsExactlyInAnyOrderElementsOf(
                        nodes.stream().map(InquiryClusterTest::answerOf).toList());
    }

    @Test
    void aSilentNodeIsNamedWhenTheTimeIsOver() {
        Future<InquiryResult> result = ask(nodes.get(0), "silent", Duration.ofSeconds(2), Reach.CLUSTER);
        answer(nodes.get(0), heard(nodes.get(0), "silent"));
        answer(nodes.get(2), heard(nodes.get(2), "silent"));

        var collected = (Collected) TestNode.get(result);
        assertThat(collected.answered()).isEqualTo(2);
        assertThat(collected.missing())
                .containsExactly(new Missing(nodes.get(1).id(), Cause.SILENT, OptionalInt.empty(), 0));
    }

    @Test
    void aNodeThatLeavesIsNotWaitedFor() throws IOException {
        int port = TestNode.freePort();
        TestNode leaver = TestNode.start("inquiry-test", "leaver", port, List.of(port, ports.getFirst()));
        TestNode.get(leaver.directory().enter(LOBBY));
        Future<InquiryResult> result = ask(nodes.get(0), "leaves", LONG, Reach.CLUSTER);
        for (TestNode node : nodes) answer(node, heard(node, "leaves"));
        Inquiry inquiry = heard(leaver, "leaves");
        tell(leaver, inquiry, new Addressed(leaver.id(), inquiry.number(), 7));

        TestNode.get(leaver.cluster().leave());

        var collected = (Collected) TestNode.get(result);
        assertThat(collected.answered()).isEqualTo(3);
        assertThat(collected.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.cause()).isEqualTo(Cause.LEFT))
                .satisfies(missing -> assertThat(missing.node()).isEqualTo(leaver.id()));
        // The other tests begin when all have noticed.
        Audience lobby = Audience.of(LOBBY.namespace(), LOBBY.target());
        await().atMost(TestNode.PATIENCE)
                .until(() -> nodes.stream()
                        .noneMatch(node -> node.directory().nodesOf(lobby).contains(leaver.id())));
    }

    @Test
    void oneForThisNodeAloneGoesToNoOther() {
        Future<InquiryResult> result = ask(nodes.get(2), "here", LONG, Reach.NODE);
        answer(nodes.get(2), heard(nodes.get(2), "here"));

        assertThat(((Collected) TestNode.get(result)).addressed()).isEqualTo(1);
        assertThat(nodes.get(0).hasHeard("here")).isFalse();
        assertThat(nodes.get(1).hasHeard("here")).isFalse();
    }

    @Test
    void aBroadcastForThisNodeAloneGoesToNoOther() {
        var audience = Audience.of(LOBBY.namespace(), LOBBY.target());
        TestNode emitter = nodes.get(1);
        emitter.broadcaster()
                .broadcast(new Broadcast("local", audience, RawJson.EMPTY_ARRAY, List.of(), false), Reach.NODE);
        emitter.broadcaster().broadcast(new Broadcast("after it", audience, RawJson.EMPTY_ARRAY, List.of(), false));

        await().atMost(TestNode.PATIENCE).until(() -> nodes.stream().allMatch(node -> node.hasHeard("after it")));
        assertThat(nodes.stream().map(node -> node.hasHeard("local"))).containsExactly(false, true, false);
    }

    @Test
    void forNobodyIsCompleteAtOnce() {
        var nobody = Audience.of(new AppNamespace("default", "/"), Target.room("empty"));
        var result = nodes.getFirst()
                .inquiries()
                .ask(new Broadcast("x", nobody, RawJson.EMPTY_ARRAY, List.of(), false), LONG, Reach.CLUSTER);
        assertThat(TestNode.get(result)).isEqualTo(Collected.NOBODY);
        assertThat(Collected.NOBODY.complete()).isTrue();
    }

    @Test
    void oneMoreThanMayBeOpenIsRefusedUntilAnotherIsOver() {
        TestNode asker = nodes.get(1);
        var open = new ArrayList<Future<InquiryResult>>();
        for (int i = 0; i < TestNode.LIMITS.open(); i++) open.add(ask(asker, "open-" + i, LONG, Reach.NODE));

        assertThat(TestNode.get(ask(asker, "too many", LONG, Reach.NODE))).isInstanceOf(TooManyOpen.class);

        for (int i = 0; i < open.size(); i++) {
            answer(asker, heard(asker, "open-" + i));
            TestNode.get(open.get(i));
        }
        Future<InquiryResult> again = ask(asker, "again", LONG, Reach.NODE);
        answer(asker, heard(asker, "again"));
        assertThat(TestNode.get(again)).isInstanceOf(Collected.class);
        assertThat(asker.hasHeard("too many")).isFalse();
    }
}
