package dev.parley.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check has found so far. Owned by whoever checks. */
final class Findings {

    private static final int KEPT = 40;

    private final String check;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long broken;

    Findings(String check) {
        this.check = check;
    }

    void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    /** Counts the kind of fault too. */
    void fault(String kind, String what) {
        count(kind, 1);
        broken++;
        if (faults.size() < KEPT) faults.add(kind + ": " + what);
    }

    /** Breaks nothing by itself. */
    void remark(String what) {
        remarks.add(what);
    }

    Verdict verdict() {
        return new Verdict(check, counts, remarks, faults, broken);
    }
}
