package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Link;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a clock that goes on by a millisecond whenever somebody looks at it. */
class GateTest {

    private static final long MILLI = 1_000_000;
    private static final Duration TIME = Duration.ofMillis(100);
    private static final int MANY = 1_000;

    private final Loop loop = new Loop();
    private final List<Integer> gone = new ArrayList<>();
    private long now;

    @AfterEach
    void close() {
        loop.close();
    }

    private Gate gate(long most, int each) {
        return new Gate(loop, most, each, gone::add, () -> now += MILLI);
    }

    private static void crowd(Gate gate) {
        IntStream.range(0, MANY).forEach(gate::pass);
    }

    @Test
    void withoutALimitEverybodyGoesOnAtOnce() {
        crowd(gate(Stage.ANY, 1));
        assertThat(gone).hasSize(MANY);
    }

    @Test
    void withALimitNobodyGoesOnBeforeItRunsAndThenOneAfterTheOther() {
        Gate gate = gate(500, 1);
        crowd(gate);
        assertThat(gone).isEmpty();
        gate.run(TIME);
        assertThat(gone)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void whoeverIsManyDeliveriesGoesOnThatMuchMoreSeldom() {
        Gate gate = gate(500, 10);
        crowd(gate);
        gate.run(TIME);
        assertThat(gone).hasSize(5);
    }

    @Test
    void thoseWhoStillWaitGoOnInTheNextRunWhichBeginsAnew() {
        Gate gate = gate(500, 1);
        crowd(gate);
        gate.run(TIME);
        now += 1_000 * MILLI;
        gate.run(TIME);
        assertThat(gone)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void whatNobodyWasThereForIsNotMadeUpForLater() {
        var gates = new ArrayList<Gate>();
        Gate gate = new Gate(loop, 500, 1, gone::add, () -> {
            now += MILLI;
            if (now == 60 * MILLI) crowd(gates.getFirst());
            return now;
        });
        gates.add(gate);
        gate.run(TIME);
        assertThat(gone).hasSizeBetween(20, 21);
    }

    @Test
    void whoIsConnectedMeanwhileIsHeardAndGoesOn() throws IOException {
        Gate gate = gate(500, 1);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            loop.connect((InetSocketAddress) server.getLocalSocketAddress(), new Wire() {
                @Override
                public void connected(Link link) {
                    gate.pass(7);
                }

                @Override
                public void received(Link link, ByteBuffer bytes) {}

                @Override
                public void lost(Link link, String why) {}
            });
            for (int i = 0; i < MANY && gone.isEmpty(); i++) gate.run(TIME);
        }
        assertThat(gone).containsExactly(7);
    }
}
