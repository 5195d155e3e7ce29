package dev.parley.bench.micro;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rooms of one event loop, whose members are clients over real sockets. Owned by the thread that JMH runs it on, which waits
 * while the event loop works; all times are in nanoseconds for one event, or for one time out and in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1) // Longer than the others: an event passes through much code.
@Measurement(iterations = 3, time = 1)
public class RoomBenchmark {

    // So that what it takes to reach the event loop and to come back is a small part of each.
    private static final int AT_ONCE = 200;

    /** How many are in the room. */
    @Param({"1", "1000"})
    private int members;

    private OneNode node;
    private final Broadcast toNobody = new Broadcast(
            "event",
            new Audience(OneNode.NAMESPACE, List.of(OneNode.ROOM), List.of(OneNode.ROOM)),
            RawJson.EMPTY_ARRAY,
            List.of(),
            false);

    /** JMH makes it and then sets the parameter. */
    @SuppressWarnings("NullAway") // The node is there once anything is measured.
    public RoomBenchmark() {}

    /** Starts the node and connects the members. */
    @Setup
    public void start() {
        node = OneNode.start();
        node.gather(members);
    }

    /** Stops the node. */
    @TearDown
    public void stop() {
        node.close();
    }

    /**
     * An event to a room without those who are in it: each of them is found twice and sent nothing. What a node does for an event
     * whatever its audience is in the number, too, and is nearly all of it where there is one member.
     */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public CompositeFuture resolve() {
        return node.await(() -> Future.all(IntStream.range(0, AT_ONCE)
                .mapToObj(each -> node.sockets().reported(toNobody, Reach.CLUSTER))
                .toList()));
    }

    /**
     * A member leaves and joins again. Where it is the only one, the room is gone meanwhile and the directory is told of both; with
     * others in it that concerns nobody else.
     */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public CompositeFuture leaveAndJoin() {
        ClientSocket member = node.member();
        Target room = OneNode.ROOM;
        return node.await(() -> Future.all(IntStream.range(0, AT_ONCE)
                .mapToObj(each -> Future.all(member.leave(room), member.join(room)))
                .toList()));
    }
}
