package dev.parley.chaos;

import dev.parley.chaos.check.Journal;
import dev.parley.chaos.check.Judge;
import dev.parley.chaos.check.Verdict;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.chaos.cluster.Fault;
import dev.parley.chaos.cluster.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from the start of the cluster to the report. Owned by the thread that calls it; of use once. */
final class Run {

    /** All of these are for machines that are slow; what is waited for ends them. */
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(60);

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOAD_ENDS_WITHIN = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Duration SILENT_WITHIN = Duration.ofSeconds(30);

    private static final double PUBLISHED = 0.2;
    private static final double LOOKS = 1;
    private static final double COUNTER_LOOKS = 0.2;
    private static final int WRITERS = 8;
    private static final double RESETS_IN_A_SECOND = 4;

    private final Scenario scenario;
    private final long seed;
    private final Cluster cluster;
    private final boolean isParley;
    private final Consumer<String> told;
    private final Books books = Books.empty();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> load = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private final Recoveries recoveries;
    private final long begin = System.nanoTime();
    private final Random random;
    private long missing;

    /** Prepares a run; the consumer is told what happens, as it happens. */
    Run(Scenario wanted, long seed, Cluster cluster, boolean isParley, Consumer<String> told) {
        Set<Fault.Kind> impossible = EnumSet.noneOf(Fault.Kind.class);
        for (Fault.Kind kind : wanted.kinds()) {
            cluster.way(kind).ifPresent(way -> limits.add(kind + " " + way));
            cluster.refuses(kind).ifPresent(why -> {
                impossible.add(kind);
                limits.add("left out: " + kind + ", " + why);
            });
        }
        this.scenario = wanted.without(impossible);
        this.seed = seed;
        this.cluster = cluster;
        this.isParley = isParley;
        this.told = line -> told.accept("%6.1f s  %s".formatted((System.nanoTime() - begin) / 1e9, line));
        this.random = new Random(seed);
        this.recoveries = new Recoveries(cluster, pace(COUNTER_LOOKS));
    }

    /** Plays it; a fault of the rig ends it earlier, and is in the report with what was found before. */
    Report go() throws InterruptedException {
        limits.forEach(told);
        Crowd crowd = null;
        Harm harm = null;
        List<Conversation> conversations = List.of();
        try {
            cluster.start();
            told.accept("the cluster is whole");
            crowd = Crowd.of(scenario.clients(), isParley, cluster, books, random.nextLong());
            crowd.start();
            long outside = crowd.settle(CONNECTED_WITHIN);
            if (outside > 0) throw new IOException(outside + " clients could not connect and join");
            told.accept(scenario.clients() + " clients are in their rooms");
            books.presence().faultEnds(System.nanoTime());
            if (isParley) conversations = List.of(Conversation.open(cluster, crowd.users(), books));
            load(crowd, conversations);
            var schedule = new Schedule(seed, scenario.kinds(), cluster.size(), scenario.least(), scenario.most());
            harm = new Harm(cluster, crowd, books, schedule, random.nextLong(), told);
            harm(harm);
            missing = quiet(crowd);
        } catch (IOException | RuntimeException fault) {
            books.troubles().add(fault);
            over.set(true);
        }
        told.accept("judging");
        return report(crowd, harm, conversations);
    }

    private void harm(Harm harm) throws InterruptedException {
        long end = System.nanoTime() + scenario.duration().toNanos();
        if (scenario.kinds().isEmpty()) TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        else harm.until(end, scenario.once() ? scenario.kinds().size() : Integer.MAX_VALUE);
    }

    private Report report(@Nullable Crowd crowd, @Nullable Harm harm, List<Conversation> conversations)
            throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        if (crowd != null) crowd.stop();
        if (crowd != null && harm != null) {
            List<Journal> journals =
                    crowd.members().stream().map(Member::journal).toList();
            verdicts.add(Judge.judge(journals, books.events(), harm.cuts(), begin));
            try {
                for (Conversation each : conversations)
                    verdicts.add(books.chat().judge(each.histories()));
            } catch (IOException silent) {
                verdicts.add(
                        new Verdict("chat", Map.of(), List.of(), List.of("unreadable: " + silent.getMessage()), 1));
            }
            if (isParley) {
                verdicts.add(books.presence().verdict());
                recoveries.look();
            }
        }
        return new Report(
                scenario,
                seed,
                isParley ? "Parley" : "socket.io with its in-memory adapter",
                begin,
                limits,
                Optional.ofNullable(harm).map(Harm::done).orElse(List.of()),
                cluster.disobeyed(),
                missing,
                verdicts,
                books,
                recoveries.all(),
                cluster.spent());
    }

    private void load(Crowd crowd, List<Conversation> conversations) throws IOException, InterruptedException {
        double byBackends = scenario.rate() * (1 - PUBLISHED) / cluster.size();
        for (int i = 0; i < cluster.size(); i++)
            run(new Backend(i, cluster, crowd.rooms(), books, fork(), pace(byBackends)));
        double bursts = scenario.rate() * PUBLISHED / Publishers.BURST;
        run(new Publishers(crowd.members(), books, fork(), pace(bursts)));
        for (Conversation each : conversations)
            crowd.members().stream()
                    .filter(member -> member.user().isPresent())
                    .limit(WRITERS)
                    .forEach(member -> run(each.writer(member, pace(1))));
        if (isParley) observe(crowd);
        if (isParley) run(recoveries);
        run(new Stalls(books.notes(), over));
        if (scenario.resets() > 0) resets(crowd);
    }

    private void observe(Crowd crowd) throws IOException, InterruptedException {
        String token = Crowd.token("observer", cluster);
        for (int node = 1; node <= cluster.size(); node++)
            run(new Observer(cluster, node, crowd.users(), token, books, pace(LOOKS), fork()));
    }

    private void resets(Crowd crowd) {
        Random own = fork();
        Pace pace = pace(RESETS_IN_A_SECOND);
        run(() -> {
            try {
                while (pace.next()) crowd.reset(scenario.resets() / RESETS_IN_A_SECOND, own);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Random fork() {
        return new Random(random.nextLong());
    }

    private Pace pace(double perSecond) {
        return new Pace(perSecond, over);
    }

    private void run(Runnable work) {
        load.add(books.troubles().start(work));
    }

    /** Ends the load and lets everybody come back, and the last events arrive; how many do not come back. */
    private long quiet(Crowd crowd) throws InterruptedException {
        over.set(true);
        for (Thread each : load) each.join(LOAD_ENDS_WITHIN);
        long outside = crowd.settle(SETTLED_WITHIN);
        crowd.hush(SILENCE, SILENT_WITHIN);
        return outside;
    }
}
