package dev.parley.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * What one check has found.
 *
 * @param counts what was looked at, by name
 * @param remarks what helps to understand them
 * @param faults broken promises, the first of them; none is good
 * @param broken how many there are in all
 */
public record Verdict(String check, Map<String, Long> counts, List<String> remarks, List<String> faults, long broken) {

    public Verdict {
        remarks = List.copyOf(remarks);
        faults = List.copyOf(faults);
    }

    public boolean isGood() {
        return broken == 0;
    }
}
