package dev.parley.sockets;

import dev.parley.sockets.engine.Worth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces there are, and the profile of each. Immutable.
 *
 * <p>A name that fits a pattern is a namespace without further ado: nothing is made for it, so nothing of it has to be
 * cleared away.
 */
public final class Namespaces {

    private record Dynamic(String pattern, NamePattern names, Profile profile) {}

    private final Map<String, Profile> named;
    private final List<Dynamic> dynamic;
    private final Predicate<String> dropping;
    private final Predicate<String> recoverable;
    private final Set<String> operators;

    private Namespaces(
            Map<String, Profile> named,
            List<Dynamic> dynamic,
            Predicate<String> dropping,
            Predicate<String> recoverable,
            Set<String> operators) {
        this.named = Map.copyOf(named);
        this.dynamic = List.copyOf(dynamic);
        this.dropping = dropping;
        this.recoverable = recoverable;
        this.operators = Set.copyOf(operators);
    }

    /**
     * Takes names and patterns as they are configured.
     *
     * @param profiles by name, or by a pattern in which each {@code *} stands for any text without a slash. A name goes
     *     before every pattern, an earlier pattern before a later one
     */
    public static Namespaces of(SequencedMap<String, Profile> profiles) {
        var named = new HashMap<String, Profile>();
        var dynamic = new ArrayList<Dynamic>();
        profiles.forEach((name, profile) -> {
            if (NamePattern.isPattern(name)) {
                dynamic.add(new Dynamic(name, NamePattern.of(name), profile));
            } else {
                named.put(name, profile);
            }
        });
        return new Namespaces(named, dynamic, none -> false, none -> false, Set.of());
    }

    /**
     * The same, some of which would rather lose their oldest events than a client that does not keep up.
     *
     * @param names or patterns, as those of profiles
     */
    public Namespaces droppingOldestIn(List<String> names) {
        return new Namespaces(named, dynamic, NamePattern.anyOf(names), recoverable, operators);
    }

    /**
     * The same, in some of which a client that was cut off comes back for what it has missed.
     *
     * @param those says whether it is one of them, of any name
     */
    public Namespaces recoveringIn(Predicate<String> those) {
        return new Namespaces(named, dynamic, dropping, those, operators);
    }

    /**
     * The same, some of which are of those who run the server, and of no app: what happens there is told to no backend, none
     * reaches it by the API, and it is no trail.
     */
    public Namespaces ofOperators(Set<String> names) {
        return new Namespaces(named, dynamic, dropping, recoverable, names);
    }

    /** Whether it is of those who run the server. */
    public boolean areOperators(String name) {
        return operators.contains(name);
    }

    /** Whether there is such a namespace, and it is of an app. */
    public boolean isOfApps(String name) {
        return contain(name) && !areOperators(name);
    }

    /** Whether a client that was cut off comes back there for what it has missed. */
    public boolean recover(String name) {
        return recoverable.test(name);
    }

    /**
     * What becomes of a namespace's events that wait for a client which does not keep up.
     *
     * @param isVolatile whether the sender said that they need not arrive
     */
    Worth worthOfEvents(String namespace, boolean isVolatile) {
        if (isVolatile) return Worth.VOLATILE;
        return dropping.test(namespace) ? Worth.DROPPABLE : Worth.KEPT;
    }

    /** Whether there is such a namespace. */
    public boolean contain(String name) {
        return profile(name) != null;
    }

    /** All names and patterns, as they are configured. */
    Set<String> configured() {
        var all = new LinkedHashSet<>(named.keySet());
        for (Dynamic each : dynamic) all.add(each.pattern);
        return all;
    }

    /** By which of these there is such a namespace; null if there is none. */
    @Nullable
    String configured(String name) {
        if (named.containsKey(name)) return name;
        for (Dynamic each : dynamic) {
            if (each.names.matches(name)) return each.pattern;
        }
        return null;
    }

    /** Its profile; null if there is no such namespace. */
    @Nullable
    public Profile profile(String name) {
        Profile own = named.get(name);
        if (own != null) return own;
        for (Dynamic each : dynamic) {
            if (each.names.matches(name)) return each.profile;
        }
        return null;
    }
}
