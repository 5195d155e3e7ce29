package dev.parley.chaos;

import dev.parley.chaos.check.Verdict;
import dev.parley.chaos.cluster.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run has shown. Immutable.
 *
 * @param skipped faults that this machine cannot do, and why
 * @param settled whether all clients were back in their rooms at the end
 */
record Report(
        Scenario scenario,
        long seed,
        String against,
        long begin,
        Map<Fault.Kind, String> skipped,
        List<Harm.Done> faults,
        boolean settled,
        List<Verdict> verdicts,
        Books books) {

    private static final double NANOS_PER_SECOND = 1e9;

    boolean isGood() {
        return settled
                && verdicts.stream().allMatch(Verdict::isGood)
                && faults.stream().allMatch(each -> each.whole().isPresent());
    }

    /** In Markdown. */
    String text() {
        var text = new StringBuilder();
        line(text, "# Chaos: %s, seed %d: %s".formatted(scenario.name(), seed, isGood() ? "all kept" : "BROKEN"));
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
        skipped.forEach((kind, why) -> line(text, "Left out: " + kind + ", " + why));
        faults(text);
        verdicts.forEach(each -> verdict(text, each));
        if (!settled) line(text, "\n**Not all clients were back in their rooms at the end.**");
        line(text, "\n## Notes\n");
        new TreeMap<>(books.notes().all()).forEach((what, count) -> line(text, "- " + what + ": " + count));
        return text.toString();
    }

    private void faults(StringBuilder text) {
        line(text, "\n## Faults\n");
        line(text, "| at, s | fault | took, s | whole after, s | reconnections | most in a second | spread, s |");
        line(text, "|---|---|---|---|---|---|---|");
        for (int i = 0; i < faults.size(); i++) {
            Harm.Done each = faults.get(i);
            long next = i + 1 < faults.size() ? faults.get(i + 1).from() : Long.MAX_VALUE;
            var rate = books.reconnections().between(each.from(), next);
            line(
                    text,
                    "| %.1f | %s | %.1f | %s | %d | %d | %.1f |"
                            .formatted(
                                    seconds(each.from() - begin),
                                    each.fault(),
                                    seconds(each.until() - each.from()),
                                    whole(each.whole()),
                                    rate.count(),
                                    rate.most(),
                                    rate.seconds()));
        }
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

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
