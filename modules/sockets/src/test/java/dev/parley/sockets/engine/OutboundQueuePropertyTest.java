package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.engine.OutboundQueue.Room;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The queue against a list of whole events: whatever is sent, and whatever leaves in between. */
class OutboundQueuePropertyTest {

    private static final int MAX_BYTES = 1_000;
    private static final int MAX_PACKETS = 16;

    /** Something that happens to the queue. */
    sealed interface Step {}

    record Send(Worth worth, List<Integer> sizes) implements Step {}

    record Leave(int packets) implements Step {}

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step> sends = Combinators.combine(
                        Arbitraries.of(Worth.KEPT, Worth.DROPPABLE, Worth.DROPPABLE, Worth.VOLATILE),
                        Arbitraries.integers()
                                .between(0, 120)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Send::new);
        Arbitrary<Step> leaves = Arbitraries.integers().between(1, 4).map(Leave::new);
        return Arbitraries.frequencyOf(Tuple.of(4, sends), Tuple.of(1, leaves))
                .list()
                .ofMaxSize(120);
    }

    @Property
    void itKeepsOrderAndItsBoundsAndDropsWholeEventsThatMayBeDropped(@ForAll("histories") List<Step> history) {
        var queue = new OutboundQueue();
        var waiting = new ArrayList<List<WirePacket>>();
        for (Step step : history) {
            switch (step) {
                case Send send -> {
                    List<WirePacket> event = event(send);
                    event.forEach(queue::add);
                    waiting.add(new ArrayList<>(event));
                    if (!queue.exceeds(MAX_BYTES, MAX_PACKETS)) break;
                    if (!madeRoom(queue, waiting)) return;
                }
                case Leave leave -> {
                    for (int i = 0; i < leave.packets(); i++)
                        assertThat(queue.poll()).isSameAs(next(waiting));
                }
            }
            assertThat(queue.exceeds(MAX_BYTES, MAX_PACKETS)).isFalse();
            assertThat(queue.bytes()).isEqualTo(bytes(waiting));
        }
        while (!queue.isEmpty()) assertThat(queue.poll()).isSameAs(next(waiting));
        assertThat(next(waiting)).isNull();
    }

    /** Whether the client may stay. */
    private static boolean madeRoom(OutboundQueue queue, List<List<WirePacket>> waiting) {
        boolean hadVolatile = hasOlder(waiting, Worth.VOLATILE);
        Room room = queue.makeRoom(MAX_BYTES, MAX_PACKETS);
        Set<WirePacket> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
        dropped.addAll(room.dropped());
        List<WirePacket> newest = waiting.getLast();
        assertThat(dropped).doesNotContain(newest.getFirst());
        assertThat(dropped).allMatch(head -> head.worth() == Worth.DROPPABLE || head.worth() == Worth.VOLATILE);
        assertOldest(waiting, dropped, Worth.VOLATILE);
        assertOldest(waiting, dropped, Worth.DROPPABLE);
        waiting.removeIf(event -> dropped.contains(event.getFirst()));
        if (room.dropped().stream().anyMatch(head -> head.worth() == Worth.DROPPABLE))
            assertThat(hadVolatile && hasOlder(waiting, Worth.VOLATILE)).isFalse();
        if (!room.enough()) {
            assertThat(hasOlder(waiting, Worth.VOLATILE)).isFalse();
            assertThat(hasOlder(waiting, Worth.DROPPABLE)).isFalse();
        }
        return room.enough();
    }

    private static boolean hasOlder(List<List<WirePacket>> waiting, Worth worth) {
        return waiting.stream()
                .limit(waiting.size() - 1)
                .anyMatch(event -> event.getFirst().worth() == worth);
    }

    /** Of the events of one worth, those that stay are the newer ones. */
    private static void assertOldest(List<List<WirePacket>> waiting, Set<WirePacket> dropped, Worth worth) {
        List<Boolean> gone = waiting.stream()
                .map(List::getFirst)
                .filter(head -> head.worth() == worth)
                .map(dropped::contains)
                .toList();
        assertThat(gone).isSortedAccordingTo(Collections.reverseOrder());
    }

    private static List<WirePacket> event(Send send) {
        return Stream.concat(
                        send.sizes().stream()
                                .limit(1)
                                .map(size -> WirePacket.message(new byte[size]).worth(send.worth(), null)),
                        send.sizes().stream()
                                .skip(1)
                                .map(size -> WirePacket.binary(new byte[size]).worth(Worth.PART, null)))
                .toList();
    }

    private static WirePacket next(List<List<WirePacket>> waiting) {
        if (waiting.isEmpty()) return null;
        WirePacket packet = waiting.getFirst().removeFirst();
        if (waiting.getFirst().isEmpty()) waiting.removeFirst();
        return packet;
    }

    private static int bytes(List<List<WirePacket>> waiting) {
        return waiting.stream()
                .flatMap(List::stream)
                .mapToInt(packet -> packet.frame().length)
                .sum();
    }
}
