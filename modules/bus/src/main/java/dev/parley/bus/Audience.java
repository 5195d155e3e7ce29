package dev.parley.bus;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is to get an event: the sockets of any target in {@code to}, without those of any target in {@code except}, each
 * once (promise P3).
 *
 * @param to never empty; everybody is {@link Target#EVERYONE}
 */
public record Audience(AppNamespace namespace, List<Target> to, List<Target> except) {

    public Audience {
        if (to.isEmpty()) throw new IllegalArgumentException("an audience needs a target");
        to = List.copyOf(to);
        except = List.copyOf(except);
    }

    public static Audience of(AppNamespace namespace, Target to) {
        return new Audience(namespace, List.of(to), List.of());
    }

    /** The same audience without one more target. */
    public Audience without(Target target) {
        return new Audience(namespace, to, append(except, target));
    }

    private static List<Target> append(List<Target> targets, Target target) {
        var all = new ArrayList<Target>(targets.size() + 1);
        all.addAll(targets);
        all.add(target);
        return all;
    }
}
