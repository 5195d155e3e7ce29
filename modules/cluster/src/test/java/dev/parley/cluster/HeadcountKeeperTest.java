package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes and no time: what is on its way, or due later, happens when the test lets it. */
class HeadcountKeeperTest {

    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));
    private static final Place HALL = new Place(new AppNamespace("default", "/"), Target.room("hall"));

    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private final List<Runnable> due = new ArrayList<>();
    private final Random random = new Random(7);
    private int lossPercent;

    /** One node, and what it has announced. */
    private final class Node implements HeadcountPeers {

        final NodeId id;
        final InterestTable table = new InterestTable();
        final HeadcountKeeper counts;
        final List<Integer> announced = new ArrayList<>();
        final Map<Place, Integer> sums = new LinkedHashMap<>();
        final Map<Place, Integer> own = new LinkedHashMap<>();
        final Map<NodeId, Queue<Consumer<InterestTable>>> changes = new LinkedHashMap<>();
        int told;

        Node(String name) {
            id = new NodeId(name);
            counts = new HeadcountKeeper(id, table, this);
            table.watchNodes(counts);
            counts.watch((place, sockets) -> {
                announced.add(sockets);
                sums.put(place, sockets);
            });
            nodes.put(id, this);
        }

        void enter(Place place) {
            if (own.merge(place, 1, Integer::sum) == 1) everybodyLearns(table -> table.add(place, id));
            counts.enter(place);
        }

        void leave(Place place) {
            if (own.merge(place, -1, Integer::sum) == 0) {
                sums.remove(place);
                everybodyLearns(table -> table.remove(place, id));
            }
            counts.leave(place);
        }

        /** At once here, later elsewhere; what one node tells arrives in order. */
        private void everybodyLearns(Consumer<InterestTable> change) {
            change.accept(table);
            for (Node other : nodes.values()) {
                if (other == this) continue;
                Queue<Consumer<InterestTable>> link = changes.computeIfAbsent(other.id, first -> new ArrayDeque<>());
                link.add(change);
                due.add(() -> link.remove().accept(other.table));
            }
        }

        @Override
        public Future<Headcount> tell(NodeId node, Headcount said) {
            told++;
            Promise<Headcount> answer = Promise.promise();
            boolean lost = random.nextInt(100) < lossPercent;
            boolean answerLost = random.nextInt(100) < lossPercent;
            due.add(() -> {
                Node other = nodes.get(node);
                if (lost || other == null) {
                    answer.fail("lost");
                    return;
                }
                Headcount reply = other.counts.hear(said);
                due.add(() -> {
                    if (answerLost) answer.fail("lost");
                    else answer.complete(reply);
                });
            });
            return answer.future();
        }

        @Override
        public Future<Void> moment() {
            return later();
        }

        @Override
        public Future<Void> patience() {
            return Future.future(never -> {});
        }

        @Override
        public Future<Void> pause() {
            return later();
        }

        private Future<Void> later() {
            Promise<Void> over = Promise.promise();
            due.add(over::complete);
            return over.future();
        }
    }

    private void settle() {
        for (int steps = 0; !due.isEmpty(); steps++) {
            assertThat(steps).as("it comes to an end").isLessThan(100_000);
            due.remove(random.nextInt(due.size())).run();
        }
    }

    private void dies(Node node) {
        nodes.remove(node.id);
        for (Node survivor : nodes.values()) {
            for (Place place : node.own.keySet()) survivor.table.remove(place, node.id);
        }
    }

    @Nested
    class OnOneNode {

        private final Node node = new Node("a");

        @Test
        void whatHappensWithinAMomentIsAnnouncedOnce() {
            for (int i = 0; i < 1_000; i++) node.enter(LOBBY);
            settle();
            assertThat(node.announced).containsExactly(1_000);
        }

        @Test
        void eachChangeAfterThatIsAnnounced() {
            node.enter(LOBBY);
            settle();
            node.enter(LOBBY);
            settle();
            node.leave(LOBBY);
            settle();
            assertThat(node.announced).containsExactly(1, 2, 1);
        }

        @Test
        void whoComesInExchangeForAnotherIsToldTheSameSum() {
            node.enter(LOBBY);
            settle();
            node.leave(LOBBY);
            node.enter(LOBBY);
            settle();
            assertThat(node.announced).containsExactly(1, 1);
        }

        @Test
        void anEmptyPlaceHasNobodyToTell() {
            node.enter(LOBBY);
            node.leave(LOBBY);
            settle();
            assertThat(node.announced).isEmpty();
        }

        @Test
        void leavingWithoutEnteringIsABug() {
            assertThatThrownBy(() -> node.leave(LOBBY)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class OnThreeNodes {

        private final Node a = new Node("a");
        private final Node b = new Node("b");
        private final Node c = new Node("c");

        @Test
        void whoComesFirstIsNotToldAWrongSum() {
            a.enter(LOBBY);
            a.enter(LOBBY);
            settle();
            b.enter(LOBBY);
            settle();
            assertThat(b.announced).containsExactly(3);
            assertThat(a.announced).containsExactly(2, 3);
        }

        @Test
        void theOthersHearWhenTheLastOneOfANodeLeaves() {
            a.enter(LOBBY);
            b.enter(LOBBY);
            settle();
            b.leave(LOBBY);
            settle();
            assertThat(a.announced).endsWith(2, 1);
        }

        @Test
        void theSocketsOfADeadNodeAreGone() {
            a.enter(LOBBY);
            b.enter(LOBBY);
            c.enter(LOBBY);
            c.enter(LOBBY);
            settle();
            dies(c);
            settle();
            assertThat(a.announced).endsWith(4, 2);
            assertThat(b.announced).endsWith(4, 2);
        }

        @Test
        void aNodeThatComesBackFromASplitIsAskedAgain() {
            a.enter(LOBBY);
            b.enter(LOBBY);
            b.enter(LOBBY);
            settle();
            a.table.remove(LOBBY, b.id);
            settle();
            assertThat(a.sums).containsEntry(LOBBY, 1);
            a.table.add(LOBBY, b.id);
            settle();
            assertThat(a.sums).containsEntry(LOBBY, 3);
        }

        @Test
        void aNodeThatAskedBeforeItWasKnownToBeThereIsToldWhatCameSince() {
            b.enter(LOBBY);
            settle();
            a.table.add(LOBBY, a.id);
            a.counts.enter(LOBBY);
            settle();
            b.enter(LOBBY);
            settle();
            b.table.add(LOBBY, a.id);
            settle();
            assertThat(a.announced).containsExactly(2, 3);
        }

        @Test
        void nodesWithoutMembersAreToldNothing() {
            for (int i = 0; i < 100; i++) a.enter(LOBBY);
            b.enter(HALL);
            settle();
            assertThat(a.told + b.told + c.told).isZero();
        }

        @Test
        void aThousandAtOnceAreAFewMessages() {
            a.enter(LOBBY);
            b.enter(LOBBY);
            settle();
            a.told = 0;
            for (int i = 0; i < 1_000; i++) a.enter(LOBBY);
            settle();
            assertThat(a.told).isOne();
            assertThat(b.announced).endsWith(2, 1_002);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 30, 70})
        void theSumIsRightAfterAnyOrderOfEventsAndLosses(int loss) {
            lossPercent = loss;
            List<Node> all = List.of(a, b, c);
            for (int i = 0; i < 3_000; i++) {
                Node node = all.get(random.nextInt(3));
                Place place = random.nextBoolean() ? LOBBY : HALL;
                if (node.own.getOrDefault(place, 0) > 0 && random.nextInt(5) < 3) node.leave(place);
                else node.enter(place);
                for (int steps = random.nextInt(4); steps > 0 && !due.isEmpty(); steps--)
                    due.remove(random.nextInt(due.size())).run();
            }
            settle();
            for (Place place : List.of(LOBBY, HALL)) {
                int sum = all.stream()
                        .mapToInt(node -> node.own.getOrDefault(place, 0))
                        .sum();
                for (Node node : all) {
                    if (node.own.getOrDefault(place, 0) > 0)
                        assertThat(node.sums).as("at " + node.id).containsEntry(place, sum);
                }
            }
        }
    }
}
