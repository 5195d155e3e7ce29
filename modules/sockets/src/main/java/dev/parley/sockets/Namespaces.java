package dev.parley.sockets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces there are, and the profile of each. Immutable.
 *
 * <p>A name that fits a pattern is a namespace without further ado: nothing is made for it, so nothing of it has to be
 * cleared away.
 */
public final class Namespaces {

    private record Dynamic(NamePattern names, Profile profile) {}

    private final Map<String, Profile> named;
    private final List<Dynamic> dynamic;

    private Namespaces(Map<String, Profile> named, List<Dynamic> dynamic) {
        this.named = Map.copyOf(named);
        this.dynamic = List.copyOf(dynamic);
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
                dynamic.add(new Dynamic(NamePattern.of(name), profile));
            } else {
                named.put(name, profile);
            }
        });
        return new Namespaces(named, dynamic);
    }

    /** Whether there is such a namespace. */
    public boolean contain(String name) {
        return profile(name) != null;
    }

    /** Its profile; null if there is no such namespace. */
    @Nullable
    Profile profile(String name) {
        Profile own = named.get(name);
        if (own != null) return own;
        for (Dynamic each : dynamic) {
            if (each.names.matches(name)) return each.profile;
        }
        return null;
    }
}
