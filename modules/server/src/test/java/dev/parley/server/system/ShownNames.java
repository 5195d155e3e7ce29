package dev.parley.server.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names of metrics: in what operators look at, and in what a node says. */
final class ShownNames {

    static final Path ALERTS = Path.of("../../conf/prometheus/alerts.yaml");
    static final Path SCRAPING = Path.of("../../conf/prometheus/prometheus.yaml");
    static final Path DASHBOARD = Path.of("../../conf/grafana/parley.json");
    static final Path DOCUMENT = Path.of("../../conf/metrics.md");

    private static final Pattern NAME = Pattern.compile("\\b(?:parley|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern DASHBOARD_EXPRESSION = Pattern.compile("\"expr\": \"(.*)\"");
    private static final Pattern ALERT_EXPRESSION =
            Pattern.compile("expr: (?:>-\\n)?(.*?)\\n {8}(?:for|labels):", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]", Pattern.MULTILINE);
    private static final Pattern FAMILY = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_]+)` \\| (\\w+) \\|", Pattern.MULTILINE);

    private ShownNames() {}

    static Set<String> ofTheDashboard() {
        return inExpressions(DASHBOARD, DASHBOARD_EXPRESSION);
    }

    static Set<String> ofTheAlerts() {
        return inExpressions(ALERTS, ALERT_EXPRESSION);
    }

    private static Set<String> inExpressions(Path file, Pattern expression) {
        var names = new TreeSet<String>();
        expression
                .matcher(text(file))
                .results()
                .forEach(found -> NAME.matcher(found.group(1)).results().forEach(name -> names.add(name.group())));
        return names;
    }

    /** Those of samples. */
    static Set<String> inScrape(String scrape) {
        var names = new TreeSet<String>();
        SAMPLE.matcher(scrape).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** {@code name type} of each family. */
    static Set<String> families(String scrape) {
        return pairs(FAMILY, scrape);
    }

    /** {@code name type} of each row of the document. */
    static Set<String> documented() {
        return pairs(ROW, text(DOCUMENT));
    }

    private static Set<String> pairs(Pattern of, String text) {
        var pairs = new TreeSet<String>();
        of.matcher(text).results().forEach(found -> pairs.add(found.group(1) + " " + found.group(2)));
        return pairs;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
