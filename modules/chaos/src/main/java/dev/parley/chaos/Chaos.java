package dev.parley.chaos;

import dev.parley.chaos.cluster.Cluster;
import dev.parley.chaos.cluster.Fault;
import dev.parley.chaos.cluster.Site;
import dev.parley.chaos.cluster.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code chaos}. Exit code 0: all promises held; 1: one was broken; 2: it was not understood; 3: the rig could not
 * do what it was to do, whatever held.
 */
@Command(
        name = "chaos",
        description = "Does harm to a cluster, and checks what it promised.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 3)
public final class Chaos implements Callable<Integer> {

    private static final int MOST_SEED = 1_000_000;
    private static final int RIG_FAILED = 3;

    @Parameters(
            index = "0",
            defaultValue = "random",
            description = "random, recovery, rolling, partition or presence; ${DEFAULT-VALUE} by itself")
    private String scenario = "random";

    @Option(names = "--seed", description = "What decides about all that is done; without one a new one is made")
    private @Nullable Long seed;

    @Option(
            names = "--duration",
            description = "How long harm is done, once all clients are in their rooms: 90s, 5m, 1h")
    private @Nullable String duration;

    @Option(names = "--nodes", description = "How many nodes there are")
    private @Nullable Integer nodes;

    @Option(names = "--clients", description = "How many clients there are")
    private @Nullable Integer clients;

    @Option(names = "--rate", description = "How many events there are in a second")
    private @Nullable Integer rate;

    @Option(names = "--faults", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}")
    private Set<Fault.Kind> faults = EnumSet.noneOf(Fault.Kind.class);

    @Option(names = "--set", description = "Environment of every node, such as PARLEY_SOCKETS_PING_INTERVAL=1s")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--against", defaultValue = "parley", description = "parley, or socket.io: one Node.js server")
    private String against = "parley";

    @Option(names = "--report", description = "Where the report goes, too")
    private @Nullable Path report;

    @Option(names = "--root", defaultValue = ".", hidden = true)
    private Path root = Path.of(".");

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(arguments));
    }

    /** Runs the command, and returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new Chaos()).execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long chosen = Optional.ofNullable(seed)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(MOST_SEED));
        boolean isParley = !"socket.io".equals(against);
        Scenario known = Scenario.named(scenario);
        Scenario wanted = known.with(
                        isParley ? Optional.ofNullable(nodes).orElse(known.nodes()) : 1,
                        Optional.ofNullable(clients).orElse(known.clients()),
                        Optional.ofNullable(rate).orElse(known.rate()),
                        Optional.ofNullable(duration).map(Chaos::read).orElse(known.duration()))
                .doing(faults);
        try (Slot slot = Slot.take()) {
            return play(wanted, chosen, slot, isParley);
        }
    }

    private int play(Scenario wanted, long chosen, Slot slot, boolean isParley)
            throws IOException, InterruptedException {
        Path here = root.toAbsolutePath().normalize();
        // What an earlier run has stored is none of this one's.
        String name = wanted.name() + "-" + chosen + (isParley ? "" : "-" + against);
        Path folder = here.resolve("var/chaos/" + name + (slot.number() == 0 ? "" : "." + slot.number()));
        Folders.empty(folder);
        say("chaos " + wanted.name() + ", seed " + chosen + ", logs in " + folder);
        var site = new Site(slot, here, folder, settings);
        Report result;
        try (Cluster cluster = isParley ? site.cluster(wanted.nodes()) : site.stock()) {
            result = new Run(wanted, chosen, cluster, isParley, Chaos::say).go();
        }
        String text = result.text();
        System.out.println(text);
        Files.writeString(folder.resolve("report.md"), text);
        if (report != null) Files.writeString(report, text);
        return switch (result.outcome()) {
            case KEPT -> 0;
            case BROKEN -> 1;
            case RIG_FAILED -> RIG_FAILED;
        };
    }

    private static Duration read(String text) {
        return Duration.parse("PT" + text);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
