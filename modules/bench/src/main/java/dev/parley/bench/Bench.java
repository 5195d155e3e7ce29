package dev.parley.bench;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.contender.Site;
import dev.parley.bench.report.Machine;
import dev.parley.bench.report.Plot;
import dev.parley.bench.report.Report;
import dev.parley.bench.report.Results;
import dev.parley.bench.scenario.Scenario;
import dev.parley.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code bench}. Exit code 0: all was measured; 1: a contender did not do what it has to; 2: it was not understood;
 * 3: it could not be run; 4: the generator was saturated somewhere.
 */
@Command(
        name = "bench",
        description = "Measures what Parley costs, beside its peers.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 3)
public final class Bench implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int SATURATED = 4;
    private static final int USUAL_REPETITIONS = 3;
    private static final Duration USUAL_TIME = Duration.ofSeconds(5);
    private static final Duration QUICK_TIME = Duration.ofSeconds(3);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "Only the ratios that tell most, once, of Parley to the bare reference")
    private boolean quick;

    @Option(names = "--only", split = ",", description = "Only these scenarios; --list tells their names")
    private List<String> only = List.of();

    @Option(names = "--against", split = ",", description = "Beside Parley only these: socket.io, netty-socketio, bare")
    private List<String> against = List.of();

    @Option(names = "--repeat", description = "How often all is played; 3 by itself, 1 with --quick")
    private @Nullable Integer repeat;

    @Option(names = "--warm-up", description = "How many seconds clients do it at least before it counts")
    private @Nullable Integer warmUp;

    @Option(names = "--measure", description = "For how many seconds it counts")
    private @Nullable Integer measure;

    @Option(names = "--list", description = "Only lists the scenarios")
    private boolean list;

    @Option(names = "--version-of", hidden = true, description = "What is measured, with its version")
    private Map<String, String> versions = new LinkedHashMap<>();

    @Option(names = "--root", defaultValue = ".", hidden = true)
    private Path root = Path.of(".");

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(arguments));
    }

    /** Runs the command, and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Bench()).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            Scenarios.all().forEach(each -> System.out.printf("%-20s %s%n", each.name(), each.about()));
            return 0;
        }
        Path here = root.toAbsolutePath().normalize();
        Path folder = Files.createDirectories(here.resolve("var/bench"));
        // Its lines are the words that scripts/start runs.
        var site = new Site(
                here,
                folder.resolve("run"),
                System.getProperty("parley.command", "").lines().toList());
        List<Scenario> scenarios = scenarios();
        List<Contender> contenders = contenders();
        int repetitions = repeat != null ? repeat : quick ? 1 : USUAL_REPETITIONS;
        Results results;
        try (var run = new Run(site, time(warmUp), time(measure), Bench::say)) {
            results = run.play(scenarios, contenders, repetitions);
        }
        tell(new Report(Machine.here(versions), results, repetitions), results, folder);
        if (results.wasSaturated()) {
            say(
                    "The generator was saturated: what it measured there would tell of itself. Use fewer clients, or more cores.");
            return SATURATED;
        }
        return results.hasFailed() ? FAILED : 0;
    }

    private void tell(Report report, Results results, Path folder) throws IOException {
        if (quick) {
            System.out.print(report.ratios());
            return;
        }
        String text = report.markdown();
        System.out.println(text);
        Files.writeString(folder.resolve("report.md"), text);
        Files.writeString(folder.resolve("report.svg"), new Plot(results).svg());
        say("written: var/bench/report.md and var/bench/report.svg");
    }

    private Duration time(@Nullable Integer seconds) {
        if (seconds != null) return Duration.ofSeconds(seconds);
        return quick ? QUICK_TIME : USUAL_TIME;
    }

    private List<Scenario> scenarios() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        for (String each : only) {
            if (!names.contains(each)) throw wrong("there is no scenario " + each + "; there are " + names);
        }
        if (!only.isEmpty())
            return Scenarios.all().stream()
                    .filter(each -> only.contains(each.name()))
                    .toList();
        return quick ? Scenarios.quick() : Scenarios.all();
    }

    private List<Contender> contenders() {
        if (against.isEmpty()) return quick ? List.of(Contender.PARLEY, Contender.BARE) : List.of(Contender.values());
        List<Contender> others = against.stream().map(this::contender).toList();
        return List.of(Contender.values()).stream()
                .filter(each -> each == Contender.PARLEY || others.contains(each))
                .toList();
    }

    private Contender contender(String name) {
        try {
            return Contender.named(name);
        } catch (IllegalArgumentException unknown) {
            throw wrong(String.valueOf(unknown.getMessage()));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
