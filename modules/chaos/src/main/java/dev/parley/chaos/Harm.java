package dev.parley.chaos;

import dev.parley.chaos.check.Cut;
import dev.parley.chaos.check.PresenceBook;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.chaos.cluster.Fault;
import dev.parley.chaos.cluster.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does one fault after another, each to a cluster that is whole, and keeps what was done. Owned by the thread of the run. */
final class Harm {

    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(2);
    private static final Duration LAST = PresenceBook.WITHIN.plusSeconds(5);
    private static final int AWAY = 2;

    /**
     * A fault that was done.
     *
     * @param whole how long the cluster took after its end; nothing if it was not whole in time
     */
    record Done(Fault fault, long from, long until, Optional<Duration> whole) {}

    private final Cluster cluster;
    private final Crowd crowd;
    private final Books books;
    private final Schedule schedule;
    private final Consumer<String> told;
    private final Random random;
    private final List<Done> done = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    Harm(Cluster cluster, Crowd crowd, Books books, Schedule schedule, long seed, Consumer<String> told) {
        this.cluster = cluster;
        this.crowd = crowd;
        this.books = books;
        this.schedule = schedule;
        this.random = new Random(seed);
        this.told = told;
    }

    /** Does faults until that time, or so many of them. */
    void until(long end, int most) throws InterruptedException {
        while (done.size() < most) {
            Fault fault = schedule.next();
            if (System.nanoTime() + fault.pause().toNanos() >= end) break;
            TimeUnit.NANOSECONDS.sleep(fault.pause().toNanos());
            suffer(fault);
        }
        // After the last one of few, long enough to see who is there.
        long rest = done.size() < most ? end - System.nanoTime() : LAST.toNanos();
        if (rest > 0) TimeUnit.NANOSECONDS.sleep(rest);
        crowd.comeBack();
    }

    private void suffer(Fault fault) throws InterruptedException {
        told.accept(fault.toString());
        long from = System.nanoTime();
        books.presence().faultBegins();
        crowd.takeAway(AWAY, random);
        if (fault.kind() == Fault.Kind.RESET) crowd.reset(fault.share(), random);
        else cluster.suffer(fault);
        long over = System.nanoTime();
        Optional<Duration> whole = cluster.awaitWhole(WHOLE_WITHIN);
        cluster.revive();
        long until = System.nanoTime();
        books.presence().faultEnds(until);
        done.add(new Done(fault, from, over, whole));
        if (fault.kind().parts()) cuts.add(new Cut(Set.of(fault.node()), from, until));
    }

    List<Done> done() {
        return done;
    }

    List<Cut> cuts() {
        return cuts;
    }
}
