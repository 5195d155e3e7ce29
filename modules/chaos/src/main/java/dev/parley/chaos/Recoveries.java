package dev.parley.chaos;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.cluster.Cluster;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the nodes say became of clients that came back, over all their lives. Owned by its thread, and then by the report's. */
final class Recoveries implements Runnable {

    private static final int WITHIN_MILLIS = 2_000;
    private static final Pattern COUNTER =
            Pattern.compile("(?m)^parley_recovery_total\\{outcome=\"(\\w+)\",reason=\"([\\w-]+)\"[^}]*} ([0-9.E]+)");

    private final Cluster cluster;
    private final Pace pace;
    private final Map<String, Double> lastOfEach = new HashMap<>();
    private final Map<String, Double> sums = new TreeMap<>();

    Recoveries(Cluster cluster, Pace pace) {
        this.cluster = cluster;
        this.pace = pace;
    }

    @Override
    public void run() {
        try {
            while (pace.next()) look();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void look() {
        for (int node = 1; node <= cluster.size(); node++) look(node);
    }

    private void look(int node) {
        try (HttpConnection connection = HttpConnection.open(cluster.server(node), WITHIN_MILLIS)) {
            Matcher each = COUNTER.matcher(
                    connection.request("GET", "/metrics", cluster.key(), "").body());
            while (each.find()) {
                String what = each.group(1).equals("fresh") ? "fresh, " + each.group(2) : each.group(1);
                double now = Double.parseDouble(each.group(3));
                Double before = lastOfEach.put(node + " " + what, now);
                // A counter that is smaller than before is that of a node that was started again.
                double more = before == null || now < before ? now : now - before;
                if (more > 0) sums.merge(what, more, Double::sum);
            }
        } catch (IOException silent) {
            // It is down, or slow; what it counted until the next look is lost with it.
        }
    }

    /** How often, by outcome. */
    synchronized Map<String, Double> all() {
        return Map.copyOf(sums);
    }
}
