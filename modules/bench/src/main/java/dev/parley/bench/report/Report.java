package dev.parley.bench.report;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.scenario.Outcome;
import dev.parley.bench.scenario.Outcome.Failed;
import dev.parley.bench.scenario.Outcome.Latency;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;
import dev.parley.bench.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured, as text. */
public record Report(Machine machine, Results results, int repetitions) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;
    private static final double MIB = 1024 * 1024;
    private static final String NONE = "-";
    private static final String SOME_SATURATED = " (!)";

    /** As a Markdown document. */
    public String markdown() {
        var text = new StringBuilder("# What Parley costs\n\n");
        machine.facts()
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        text.append("- repetitions: ").append(repetitions).append("; each number is their median\n\n");
        text.append("""
                        CPU is user and system time of all processes of a server, read from /proc. The bare reference only sends \
                        frames that are encoded once, with one send() for each delivery; it is asked for 100,000 of them in a \
                        second at most. Frames of Parley are longer by what it promises: where an event is from, its id, and an \
                        offset to come back by.

                        """);
        table(text);
        details(text);
        faults(text);
        return text.toString();
    }

    private void table(StringBuilder text) {
        List<Contender> all = results.contenders();
        text.append("## Side by side\n\n| scenario | unit |");
        all.forEach(each -> text.append(' ').append(each.title()).append(" |"));
        text.append(" Parley / bare | Parley / best peer |\n|---|---|")
                .append("---:|".repeat(all.size() + 2))
                .append('\n');
        for (Scenario scenario : results.scenarios()) {
            text.append("| ")
                    .append(scenario.name())
                    .append(" | ")
                    .append(scenario.unit())
                    .append(" |");
            all.forEach(each -> text.append(' ').append(cell(scenario, each)).append(" |"));
            text.append(' ')
                    .append(ratio(results.ratio(scenario, Contender.PARLEY, Contender.BARE)))
                    .append(" |");
            text.append(' ').append(ratio(toBestPeer(scenario))).append(" |\n");
        }
        if (text.indexOf(SOME_SATURATED) >= 0)
            text.append("\n(!): in some repetition the generator was saturated, which does not count here.\n");
        text.append('\n');
    }

    private String cell(Scenario scenario, Contender contender) {
        boolean saturated = results.of(scenario, contender).stream().anyMatch(Saturated.class::isInstance);
        return results.median(scenario, contender, Measured::value)
                .map(value -> number(value) + (saturated ? SOME_SATURATED : ""))
                .orElse(
                        saturated
                                ? "generator saturated"
                                : results.of(scenario, contender).isEmpty() ? NONE : "failed");
    }

    private Optional<Double> toBestPeer(Scenario scenario) {
        return results.contenders().stream()
                .filter(each -> each != Contender.PARLEY && each != Contender.BARE)
                .flatMap(each -> results.ratio(scenario, Contender.PARLEY, each).stream())
                .max(Double::compare);
    }

    private void details(StringBuilder text) {
        text.append(
                        "## In detail\n\nLatencies in ms, median, 99% and 99.9%; \"last\" is from publishing to the last delivery.")
                .append(
                        " \"spread\" is between the repetitions. The generator tells how much of what it could get it used,")
                .append(" and how late it was itself in 99% of its turns.\n\n")
                .append("| scenario | who | value | spread | per second | latency | last | RSS MiB | generator |\n")
                .append("|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Scenario scenario : results.scenarios()) {
            for (Contender contender : results.contenders()) {
                if (!results.measured(scenario, contender).isEmpty()) row(text, scenario, contender);
            }
        }
        text.append('\n');
        for (Scenario scenario : results.scenarios())
            text.append("- **")
                    .append(scenario.name())
                    .append("**: ")
                    .append(scenario.about())
                    .append('\n');
        text.append('\n');
    }

    private void row(StringBuilder text, Scenario scenario, Contender contender) {
        Function<ToDoubleFunction<Measured>, Double> median =
                what -> results.median(scenario, contender, what).orElse(0.0);
        String cells = String.join(
                " | ",
                scenario.name(),
                contender.title(),
                number(median.apply(Measured::value)),
                Math.round(Statistics.spread(results.values(scenario, contender, Measured::value)) * PERCENT) + "%",
                String.valueOf(Math.round(median.apply(Measured::perSecond))),
                latency(median, Measured::latency),
                latency(median, Measured::last),
                String.valueOf(Math.round(median.apply(each -> each.residentBytes() / MIB))),
                Math.round(median.apply(Measured::busy) * PERCENT) + "%, "
                        + number(median.apply(each -> each.lateNanos() / NANOS_PER_MILLI)) + " ms");
        text.append("| ").append(cells).append(" |\n");
    }

    private static String latency(
            Function<ToDoubleFunction<Measured>, Double> median, Function<Measured, Latency> which) {
        double p50 = median.apply(each -> which.apply(each).p50() / NANOS_PER_MILLI);
        if (p50 == 0) return NONE;
        return number(p50) + " / "
                + number(median.apply(each -> which.apply(each).p99() / NANOS_PER_MILLI)) + " / "
                + number(median.apply(each -> which.apply(each).p999() / NANOS_PER_MILLI));
    }

    private void faults(StringBuilder text) {
        String all = results.scenarios().stream()
                .flatMap(scenario -> results.contenders().stream()
                        .flatMap(contender -> results.of(scenario, contender).stream()
                                .filter(each -> !(each instanceof Measured))
                                .map(each ->
                                        "- " + scenario.name() + ", " + contender.title() + ": " + fault(each) + "\n")))
                .collect(Collectors.joining());
        if (!all.isEmpty()) text.append("## Without a result\n\n").append(all);
    }

    private static String fault(Outcome outcome) {
        return switch (outcome) {
            case Failed failed -> failed.why().lines().findFirst().orElse("");
            case Saturated saturated ->
                "the generator used " + Math.round(saturated.busy() * PERCENT)
                        + "% of what it could get: it may be what was measured";
            case Measured measured -> number(measured.value());
        };
    }

    /** Ratios to the bare reference, a line each. */
    public String ratios() {
        return results.scenarios().stream()
                .map(scenario -> String.format(
                        Locale.ROOT,
                        "%-20s %-24s %s  Parley / bare: %s%n",
                        scenario.name(),
                        scenario.unit(),
                        results.contenders().stream()
                                .map(each -> String.format(Locale.ROOT, "%s %8s", each.title(), cell(scenario, each)))
                                .collect(Collectors.joining("  ")),
                        ratio(results.ratio(scenario, Contender.PARLEY, Contender.BARE))))
                .collect(Collectors.joining());
    }

    private static String ratio(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse(NONE);
    }

    /** With three digits that count, if it is no more than a thousand. */
    static String number(double value) {
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
