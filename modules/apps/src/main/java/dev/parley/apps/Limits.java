package dev.parley.apps;

import java.util.EnumMap;
import java.util.Map;

/** A value for some limits, or for all of them. Immutable. */
public final class Limits {

    /** No limit at all set. */
    public static final Limits NONE = new Limits(Map.of());

    private final Map<Limit, Integer> values;

    public Limits(Map<Limit, Integer> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of a limit. Of an app that was found in {@link Apps}, each has one. */
    public int of(Limit limit) {
        Integer value = values.get(limit);
        if (value == null) throw new IllegalStateException("no value for " + limit.key());
        return value;
    }

    /** These, and those of {@code defaults} for which there is none here. */
    public Limits over(Limits defaults) {
        var all = new EnumMap<Limit, Integer>(Limit.class);
        all.putAll(defaults.values);
        all.putAll(values);
        return new Limits(all);
    }

    public Map<Limit, Integer> asMap() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && limits.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
