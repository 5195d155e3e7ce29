package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.Drain.Drained;
import dev.parley.server.config.DrainConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The steps in which a node lets its clients go. */
class DrainTest {

    private static final Duration READY_DELAY = Duration.ofSeconds(1);
    private static final Duration SPREAD = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Clock time = new Clock();
    private final Crowd crowd = new Crowd();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Drain drain =
            new Drain(new DrainConfig(READY_DELAY, SPREAD, TIMEOUT), crowd, time, () -> 0.5, meters);

    /** Time that goes by when the test says so, as far as somebody waits for it. */
    private static final class Clock implements Drain.Time {

        private record Waiting(long until, Promise<Void> done) {}

        private final List<Waiting> waiting = new ArrayList<>();
        private long now = 1;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Future<?> pause(Duration duration) {
            var one = new Waiting(now + duration.toNanos(), Promise.promise());
            waiting.add(one);
            return one.done.future();
        }

        void pass(Duration duration) {
            long end = now + duration.toNanos();
            while (!waiting.isEmpty() && waiting.getFirst().until <= end) {
                Waiting next = waiting.removeFirst();
                now = next.until;
                next.done.complete();
            }
            now = end;
        }
    }

    /** Clients who leave when they are told to, unless they are stubborn. */
    private static final class Crowd implements Drain.Clients {

        int there;
        int stubborn;
        int told;
        boolean refusing;
        boolean cutOff;

        @Override
        public int connections() {
            return there;
        }

        @Override
        public void refuseNewcomers() {
            refusing = true;
        }

        @Override
        public IntConsumer depart() {
            int all = there;
            return inAll -> {
                told = Math.min(all, inAll);
                there = Math.max(stubborn, all - told);
            };
        }

        @Override
        public void closeAll() {
            cutOff = true;
        }
    }

    private Drained drained() {
        Future<Drained> done = drain.begin();
        assertThat(done.isComplete()).as("it is over").isTrue();
        return done.result();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void nobodyIsWaitedForWhereNobodyIs() {
        assertThat(drained()).isEqualTo(new Drained(0, 0, Duration.ZERO));
        assertThat(crowd.refusing).isTrue();
        assertThat(crowd.cutOff).as("whoever is on the way in").isTrue();
    }

    @Nested
    class OfThreeThousandClients {

        private Future<Drained> begin() {
            crowd.there = 3_000;
            return drain.begin();
        }

        @Test
        void noneIsToldUntilLoadBalancersHaveNoticed() {
            begin();
            assertThat(crowd.refusing).isTrue();
            time.pass(READY_DELAY.minusMillis(1));
            assertThat(crowd.there).isEqualTo(3_000);
            time.pass(Duration.ofMillis(1));
            assertThat(crowd.there).isEqualTo(2_940);
        }

        @Test
        void equallyManyAreToldInEachStep() {
            begin();
            time.pass(READY_DELAY);
            int most = 0;
            for (int step = 0; step < 50; step++) {
                int before = crowd.there;
                time.pass(Duration.ofMillis(100));
                most = Math.max(most, before - crowd.there);
            }
            assertThat(crowd.there).isZero();
            assertThat(most).as("a fiftieth, rounded up").isLessThanOrEqualTo(61);
        }

        @Test
        void allAreGoneWhenTheSpreadIsOver() {
            Future<Drained> over = begin();
            time.pass(READY_DELAY.plus(SPREAD));
            assertThat(over.result().remaining()).isZero();
            assertThat(over.result().took()).isBetween(Duration.ofMillis(5_800), Duration.ofSeconds(6));
        }

        @Test
        void theMetricsTellHowFarItIs() {
            begin();
            time.pass(READY_DELAY);
            assertThat(gauge("parley.drain.remaining")).isEqualTo(2_940);
            assertThat(gauge("parley.drain.closed")).isEqualTo(60);
        }

        @Test
        void thoseWhoDoNotLeaveAreCutOffInTheEnd() {
            crowd.stubborn = 2;
            Future<Drained> over = begin();
            time.pass(TIMEOUT.minusMillis(1));
            assertThat(over.isComplete()).isFalse();
            assertThat(crowd.cutOff).isFalse();
            time.pass(Duration.ofMillis(1));
            assertThat(over.result()).isEqualTo(new Drained(3_000, 2, TIMEOUT));
            assertThat(crowd.cutOff).isTrue();
        }

        @Test
        void nobodyIsToldAnythingTwice() {
            Future<Drained> over = begin();
            time.pass(READY_DELAY.plusSeconds(1));
            int there = crowd.there;
            assertThat(drain.begin()).isSameAs(over);
            assertThat(crowd.there).isEqualTo(there);
        }
    }

    @Test
    void aFewDoNotTakeTheWholeSpread() {
        crowd.there = 30;
        Future<Drained> over = drain.begin();
        time.pass(READY_DELAY.plusMillis(200));
        assertThat(over.result()).isEqualTo(new Drained(30, 0, READY_DELAY.plusMillis(200)));
    }

    @Test
    void itIsOverAsSoonAsTheLastHasGoneByItself() {
        crowd.there = 1;
        Future<Drained> over = drain.begin();
        crowd.there = 0;
        time.pass(Duration.ofMillis(100));
        assertThat(over.isComplete()).isTrue();
    }

    @Test
    void noMetricSpeaksOfADrainBeforeThereIsOne() {
        crowd.there = 5;
        assertThat(gauge("parley.drain.remaining")).isZero();
        assertThat(gauge("parley.drain.closed")).isZero();
    }
}
