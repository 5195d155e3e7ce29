package dev.parley.chaos.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which users are there, and which of them the nodes believe to be. Safe on every thread.
 *
 * <p>A view counts when the truth of a user has been the same for ten seconds, and no fault was under way in them.
 */
public final class PresenceBook {

    /** How long the cluster may take to find the truth (promise P6). */
    public static final Duration WITHIN = Duration.ofSeconds(10);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Truth(int devices, long since) {
        boolean online() {
            return devices > 0;
        }
    }

    private final Map<String, Truth> truths = new HashMap<>();
    private final Findings findings = new Findings("presence");
    private boolean fault;
    private boolean settling;
    private long quietSince;
    private long slowest;
    private long compared;

    /** A user who has no device yet. */
    public synchronized void user(String user, long now) {
        truths.put(user, new Truth(0, now));
    }

    /** A device has come, or gone. */
    public synchronized void device(String user, int more, long now) {
        truths.computeIfPresent(user, (name, was) -> {
            int devices = was.devices() + more;
            return new Truth(devices, devices > 0 == was.online() ? was.since() : now);
        });
    }

    public synchronized void faultBegins() {
        fault = true;
    }

    public synchronized void faultEnds(long now) {
        fault = false;
        settling = true;
        quietSince = now;
    }

    /**
     * What a node says.
     *
     * @param asked when it was asked; it has answered now
     */
    public synchronized void view(int node, Map<String, Boolean> online, long asked, long now) {
        if (fault || asked < quietSince) return;
        if (settling && isWrong(online)) slowest = Math.max(slowest, (now - quietSince) / NANOS_PER_MILLI);
        if (asked - quietSince < WITHIN.toNanos()) return;
        settling = false;
        truths.forEach((user, truth) -> {
            if (asked - truth.since() < WITHIN.toNanos()) return;
            findings.count("compared", 1);
            compared++;
            boolean said = online.getOrDefault(user, false);
            if (said != truth.online())
                findings.fault(
                        said ? "a ghost" : "denied",
                        "node " + node + " says so of " + user + ", for " + (asked - truth.since()) / NANOS_PER_MILLI
                                + " ms unchanged");
        });
    }

    /** Of users of whom nothing has changed since the fault. */
    private boolean isWrong(Map<String, Boolean> online) {
        return truths.entrySet().stream()
                .filter(each -> each.getValue().since() <= quietSince)
                .anyMatch(each -> each.getValue().online() != online.getOrDefault(each.getKey(), false));
    }

    /** Once, at the end. A run in which nothing could be compared has not kept it either. */
    public synchronized Verdict verdict() {
        findings.count("users", truths.size());
        findings.count("slowest view that was still wrong after a fault, ms", slowest);
        if (compared == 0) findings.fault("nothing compared", "no view came when all had been quiet for " + WITHIN);
        return findings.verdict();
    }
}
