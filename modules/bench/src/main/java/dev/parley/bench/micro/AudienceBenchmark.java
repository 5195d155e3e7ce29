package dev.parley.bench.micro;

import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which nodes an event goes to, as the room directory of a node that is alone tells it: each answer is this node or nobody. Owned
 * by the thread that JMH runs it on; all times are in nanoseconds for one audience.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class AudienceBenchmark {

    // A power of two, so that going round takes no division; more rooms than a core has close by.
    private static final int AUDIENCES = 1 << 12;

    /** How many rooms the directory has. */
    @Param({"5000", "200000"})
    private int rooms;

    private OneNode node;
    private final List<Audience> one = new ArrayList<>();
    private final List<Audience> three = new ArrayList<>();
    private final List<Audience> nobody = new ArrayList<>();
    private int next;

    /** JMH makes it and then sets the parameter. */
    @SuppressWarnings("NullAway") // The node is there once anything is measured.
    public AudienceBenchmark() {}

    /** Starts the node and fills its directory. */
    @Setup
    public void start() {
        node = OneNode.start();
        node.enter(IntStream.range(0, rooms).mapToObj(AudienceBenchmark::room).toList());
        for (int i = 0; i < AUDIENCES; i++) {
            // Rooms that were not entered one after the other.
            int first = (int) (i * 7_919L % rooms);
            one.add(Audience.of(OneNode.NAMESPACE, room(first)));
            List<Target> targets = List.of(room(first), room((first + 1) % rooms), room((first + 2) % rooms));
            three.add(new Audience(OneNode.NAMESPACE, targets, List.of()));
            nobody.add(Audience.of(OneNode.NAMESPACE, room(-1 - i)));
        }
    }

    private static Target room(int number) {
        return Target.room("public:r" + number);
    }

    /** Stops the node. */
    @TearDown
    public void stop() {
        node.close();
    }

    private Collection<NodeId> nodesOf(List<Audience> some) {
        next = (next + 1) & (AUDIENCES - 1);
        return node.directory().nodesOf(some.get(next));
    }

    /** One room, which is what most events go to. */
    @Benchmark
    public Collection<NodeId> oneRoom() {
        return nodesOf(one);
    }

    /** Three rooms, whose nodes are put together. */
    @Benchmark
    public Collection<NodeId> threeRooms() {
        return nodesOf(three);
    }

    /** A room that nobody is in. */
    @Benchmark
    public Collection<NodeId> emptyRoom() {
        return nodesOf(nobody);
    }
}
