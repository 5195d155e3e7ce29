package dev.parley.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's {@code /metrics} said at one moment (Prometheus text format 0.0.4). Immutable.
 *
 * @param samples value by name and labels, as they were written
 */
public record Metrics(Map<String, Double> samples) {

    // A name, labels in braces, a value; a time stamp may follow.
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][\\w:]*(?:\\{.*\\})?) (\\S+)(?: -?\\d+)?");

    public Metrics {
        samples = Map.copyOf(samples);
    }

    static Metrics parse(String text) {
        Map<String, Double> samples = new HashMap<>();
        for (String line : text.split("\n")) {
            if (line.isBlank() || line.startsWith("#")) continue;
            Matcher sample = SAMPLE.matcher(line.strip());
            if (!sample.matches()) throw new AssertionError("not a line of metrics: " + line);
            samples.put(sample.group(1), number(sample.group(2)));
        }
        return new Metrics(samples);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /**
     * The sum of a metric over all its labels that are not told; fails when there is no such metric.
     *
     * @param labels each as {@code name="value"}
     */
    public double sum(String name, String... labels) {
        List<Double> found = samples.entrySet().stream()
                .filter(sample -> matches(sample.getKey(), name, labels))
                .map(Map.Entry::getValue)
                .toList();
        if (found.isEmpty()) throw new AssertionError("there is no " + name + " " + List.of(labels) + " in " + samples);
        return found.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static boolean matches(String sample, String name, String... labels) {
        if (!sample.equals(name) && !sample.startsWith(name + "{")) return false;
        for (String label : labels) {
            if (!sample.contains(label)) return false;
        }
        return true;
    }
}
