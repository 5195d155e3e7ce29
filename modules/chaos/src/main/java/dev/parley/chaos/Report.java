package dev.parley.chaos;

import dev.parley.chaos.check.Verdict;
import dev.parley.chaos.cluster.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has shown. Immutable.
 *
 * @param limits faults that this machine cannot do, or does in another way
 * @param disobeyed what processes did that nobody told them to
 * @param missing how many clients were not back in their rooms at the end
 * @param recoveries what nodes say became of clients that came back
 * @param spent CPU time of each process
 */
record Report(
        Scenario scenario,
        long seed,
        String against,
        long begin,
        List<String> limits,
        List<Harm.Done> faults,
        List<String> disobeyed,
        long missing,
        List<Verdict> verdicts,
        Books books,
        Map<String, Double> recoveries,
        Map<String, Duration> spent) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What came out. */
    enum Outcome {
        KEPT("all kept"),
        BROKEN("BROKEN"),
        /** Whatever the verdicts say: it was not the run that was wanted. */
        RIG_FAILED("THE RIG FAILED");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    Outcome outcome() {
        if (!books.troubles().all().isEmpty()) return Outcome.RIG_FAILED;
        boolean kept = missing == 0
                && disobeyed.isEmpty()
                && verdicts.stream().allMatch(Verdict::isGood)
                && faults.stream().allMatch(each -> each.whole().isPresent());
        return kept ? Outcome.KEPT : Outcome.BROKEN;
    }

    /** In Markdown. */
    String text() {
        var text = new StringBuilder();
        line(text, "# Chaos: %s, seed %d: %s".formatted(scenario.name(), seed, outcome().words));
        line(text, "");
        line(
                text,
                "%s, %d nodes, %d clients, %d events/s, %d s"
                        .formatted(
                                against,
                                scenario.nodes(),
                                scenario.clients(),
                                scenario.rate(),
                                scenario.duration().toSeconds()));
        items(text, "What the rig could not do", books.troubles().all());
        items(text, "Limits of this machine", limits);
        items(text, "Processes that did what nobody told them", disobeyed);
        if (missing > 0) line(text, "\n**%d clients were not back in their rooms at the end.**".formatted(missing));
        faults(text);
        spread(text);
        verdicts.forEach(each -> verdict(text, each));
        totals(text);
        items(text, "Notes", counted(books.notes().all()));
        return text.toString();
    }

    private void totals(StringBuilder text) {
        var all = books.reconnections().between(begin, Long.MAX_VALUE);
        line(text, "\n## Totals\n");
        line(text, "- faults: " + faults.size());
        line(text, "- accepted events that were lost: " + count("lost", "a hole"));
        line(
                text,
                "- missed, one client each, by those that were told: "
                        + count("missed between sessions by clients that were told"));
        line(text, "- reconnections: %d, at most %d in a second".formatted(all.count(), all.most()));
        recoveries.forEach((what, count) -> line(text, "- came back as nodes say, %s: %.0f".formatted(what, count)));
        line(
                text,
                "- CPU, s: rig %.1f%s"
                        .formatted(
                                seconds(own()),
                                spent.entrySet().stream()
                                        .map(each -> ", %s %.1f".formatted(each.getKey(), seconds(each.getValue())))
                                        .collect(Collectors.joining())));
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long count(String... names) {
        return verdicts.stream()
                .flatMap(each -> Stream.of(names).map(name -> each.counts().getOrDefault(name, 0L)))
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<String> counted(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList();
    }

    private static void items(StringBuilder text, String head, List<String> items) {
        if (items.isEmpty()) return;
        line(text, "\n## " + head + "\n");
        items.forEach(each -> line(text, "- " + each));
    }

    private void faults(StringBuilder text) {
        line(text, "\n## Faults\n");
        line(
                text,
                "| at, s | fault | took, s | whole after, s | reconnections | most in a second | spread, s | told |");
        line(text, "|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < faults.size(); i++) {
            Harm.Done each = faults.get(i);
            var rate = books.reconnections().between(each.from(), behind(i));
            line(
                    text,
                    "| %.1f | %s | %.1f | %s | %d | %d | %.1f | %d |"
                            .formatted(
                                    seconds(each.from() - begin),
                                    each.fault(),
                                    seconds(each.until() - each.from()),
                                    whole(each.whole()),
                                    rate.count(),
                                    rate.most(),
                                    rate.seconds(),
                                    rate.told()));
        }
    }

    /** How the clients of a rolling restart came back: too many in one second is what its nodes are to prevent. */
    private void spread(StringBuilder text) {
        for (int i = 0; i < faults.size(); i++) {
            Harm.Done each = faults.get(i);
            if (each.fault().kind() != Fault.Kind.ROLLING) continue;
            line(
                    text,
                    "\nReconnections in each second of the rolling restart at %.1f s: %s"
                            .formatted(
                                    seconds(each.from() - begin),
                                    books.reconnections().bySecond(each.from(), behind(i)).stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" "))));
        }
    }

    private long behind(int fault) {
        return fault + 1 < faults.size() ? faults.get(fault + 1).from() : Long.MAX_VALUE;
    }

    private static String whole(Optional<Duration> whole) {
        return whole.map(each -> "%.1f".formatted(each.toMillis() / 1e3)).orElse("**never**");
    }

    private static void verdict(StringBuilder text, Verdict verdict) {
        line(
                text,
                "\n## " + verdict.check() + ": "
                        + (verdict.isGood() ? "kept" : "BROKEN " + verdict.broken() + " times"));
        line(text, "");
        line(
                text,
                verdict.counts().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
        if (!verdict.isGood() || !verdict.remarks().isEmpty()) line(text, "");
        verdict.remarks().forEach(each -> line(text, "- " + each));
        verdict.faults().forEach(each -> line(text, "- " + each));
    }

    private static double seconds(Duration time) {
        return seconds(time.toNanos());
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
