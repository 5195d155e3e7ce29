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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run from the start of the cluster to the report. Owned by the thread that calls it; of use once. */
final class Run {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(40);
    private static final Duration LAST = Duration.ofSeconds(3);
    private static final Duration RESERVED = Duration.ofSeconds(15);
    private static final double PUBLISHED = 0.2;
    private static final double LOOKS = 0.5;
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
    private final Map<Fault.Kind, String> skipped = new EnumMap<>(Fault.Kind.class);
    private final long begin = System.nanoTime();
    private final Random random;

    /** Prepares a run; the consumer is told what happens, as it happens. */
    Run(Scenario wanted, long seed, Cluster cluster, boolean isParley, Consumer<String> told) {
        for (Fault.Kind kind : wanted.kinds()) cluster.refuses(kind).ifPresent(why -> skipped.put(kind, why));
        this.scenario = wanted.without(skipped.isEmpty() ? EnumSet.noneOf(Fault.Kind.class) : skipped.keySet());
        this.seed = seed;
        this.cluster = cluster;
        this.isParley = isParley;
        this.told = line -> told.accept("%6.1f s  %s".formatted((System.nanoTime() - begin) / 1e9, line));
        this.random = new Random(seed);
    }

    Report go() throws IOException, InterruptedException {
        skipped.forEach((kind, why) -> told.accept("left out: " + kind + ", " + why));
        cluster.start();
        told.accept("the cluster is whole");
        Crowd crowd = Crowd.of(scenario.clients(), isParley, cluster, books, random.nextLong());
        crowd.start();
        if (!crowd.settle(CONNECTED_WITHIN)) throw new IOException("not all clients could connect and join");
        told.accept(scenario.clients() + " clients are in their rooms");
        books.presence().faultEnds(System.nanoTime());

        List<Conversation> conversations =
                isParley ? List.of(Conversation.open(cluster, crowd.users(), books)) : List.of();
        load(crowd, conversations);
        var schedule = new Schedule(seed, scenario.kinds(), cluster.size(), scenario.least(), scenario.most());
        var harm = new Harm(cluster, crowd, books, schedule, random.nextLong(), told);
        long end = begin + scenario.duration().minus(RESERVED).toNanos();
        if (scenario.kinds().isEmpty()) TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        else harm.until(end, scenario.once() ? scenario.kinds().size() : Integer.MAX_VALUE);

        boolean settled = quiet(crowd);
        told.accept("judging");
        List<Journal> journals = crowd.members().stream().map(Member::journal).toList();
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(Judge.judge(journals, books.events(), harm.cuts(), begin));
        for (Conversation each : conversations) verdicts.add(books.chat().judge(each.histories()));
        if (isParley) verdicts.add(books.presence().verdict());
        String against = isParley ? "Parley" : "socket.io with its in-memory adapter";
        return new Report(scenario, seed, against, begin, skipped, harm.done(), settled, verdicts, books);
    }

    private void load(Crowd crowd, List<Conversation> conversations) throws IOException {
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
        if (scenario.resets() > 0) resets(crowd);
    }

    private void observe(Crowd crowd) throws IOException {
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
        load.add(Thread.ofVirtual().start(work));
    }

    /** Ends the load, lets everybody come back and the last events arrive, and ends the clients. */
    private boolean quiet(Crowd crowd) throws InterruptedException {
        over.set(true);
        for (Thread each : load) each.join(Duration.ofSeconds(10));
        boolean settled = crowd.settle(SETTLED_WITHIN);
        TimeUnit.NANOSECONDS.sleep(LAST.toNanos());
        crowd.stop();
        return settled;
    }
}
