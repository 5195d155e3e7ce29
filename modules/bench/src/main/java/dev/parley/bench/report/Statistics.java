package dev.parley.bench.report;

import java.util.List;

/** Numbers of several repetitions as one. */
public final class Statistics {

    private Statistics() {}

    /** The one in the middle; of an even number the mean of the two in the middle. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("no values");
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How far apart the largest and the smallest are, as a part of the median. */
    public static double spread(List<Double> values) {
        double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double smallest = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double median = median(values);
        return median == 0 ? 0 : (largest - smallest) / median;
    }
}
