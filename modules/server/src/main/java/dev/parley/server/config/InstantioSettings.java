package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.number;
import static dev.parley.server.config.Kind.size;

import dev.parley.profiles.instantio.EmitKeys;
import dev.parley.profiles.instantio.InstantioConfig;
import dev.parley.profiles.instantio.InstantioConfig.Verification;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads the rules of the {@code instantio} profile. Owned by the thread that loads the configuration.
 *
 * @param hasStore whether the node has a place to keep what it is to tell
 */
record InstantioSettings(Settings settings, boolean hasStore) {

    static final String PROFILE = "instantio";

    private static final String KEY = "profiles.instantio.";
    private static final String NAMESPACE = KEY + "namespace";
    private static final String NAMESPACES = KEY + "namespaces";
    private static final String VERIFICATION = KEY + "verification-hook";
    private static final String STATE_HOOK = KEY + "state-hook";
    private static final String EMIT_KEYS = KEY + "emit-keys";

    /**
     * Adds namespaces that its own settings name.
     *
     * @param namespaces the profile of each
     */
    static void addTo(SequencedMap<String, String> namespaces, Settings settings) {
        Optional<String> one = settings.maybe(NAMESPACE, Kinds.OWN_NAMESPACE);
        one.ifPresent(name -> add(name, NAMESPACE, namespaces, settings));
        for (String name : settings.list(NAMESPACES, Kinds.OWN_NAMESPACE)) add(name, NAMESPACES, namespaces, settings);
    }

    private static void add(String name, String key, SequencedMap<String, String> namespaces, Settings settings) {
        String other = namespaces.putIfAbsent(name, PROFILE);
        if (other != null && !other.equals(PROFILE)) {
            settings.refuse(
                    key,
                    "'" + name + "' is there already and speaks " + other,
                    name.equals("/") ? "set PARLEY_PROFILE=instantio" : "leave it out in one place");
        }
    }

    /** No faults beyond single values where no namespace speaks the profile. */
    InstantioConfig read(SequencedMap<String, String> namespaces) {
        Optional<URI> verification = settings.maybe(VERIFICATION, Kinds.HOOK_URL);
        Optional<URI> stateHook = settings.maybe(STATE_HOOK, Kinds.WEBHOOK_URL);
        Duration timeout = settings.one(KEY + "verification-timeout", duration("100ms", "5m"));
        int open = settings.one(KEY + "max-verifications", number(1, 10_000));
        List<String> keys = settings.list(EMIT_KEYS, Kinds.API_KEY);
        judge(namespaces, keys);
        return new InstantioConfig(
                emitsTo(namespaces),
                verification.map(url -> new Verification(url, timeout, open)),
                stateHook,
                settings.one(KEY + "max-hook-payload", size("1KB", "10MB")),
                EmitKeys.of(keys),
                settings.one(KEY + "max-body", size("1KB", "10MB")),
                settings.one(KEY + "max-rooms", number(1, 100_000)),
                settings.one(KEY + "wait-timeout", Kinds.WAIT),
                settings.one(KEY + "everybody", Kinds.YES_OR_NO),
                settings.one(KEY + "members-only", Kinds.YES_OR_NO));
    }

    /** The one that is named for it, else "/", else the first that speaks it. */
    private String emitsTo(SequencedMap<String, String> namespaces) {
        Optional<String> named = settings.maybe(NAMESPACE, Kinds.OWN_NAMESPACE);
        if (named.isPresent() && named.get().contains("*")) {
            settings.refuse(NAMESPACE, "is a pattern, and emits need a namespace to go to", "write one without \"*\"");
        }
        var candidates = new ArrayList<String>();
        named.ifPresent(candidates::add);
        candidates.add("/");
        candidates.addAll(namespaces.sequencedKeySet());
        return candidates.stream()
                .filter(name -> PROFILE.equals(namespaces.get(name)) && !name.contains("*"))
                .findFirst()
                .orElse("/");
    }

    private void judge(SequencedMap<String, String> namespaces, List<String> keys) {
        if (!namespaces.containsValue(PROFILE)) {
            for (String key : List.of(VERIFICATION, STATE_HOOK, EMIT_KEYS)) {
                boolean written = key.equals(EMIT_KEYS) ? !keys.isEmpty() : settings.present(key);
                if (written) settings.warn(key, "of no use while no namespace speaks instantio; set PARLEY_PROFILE");
            }
            return;
        }
        if (keys.isEmpty()) {
            settings.warn(
                    EMIT_KEYS,
                    "none, so whoever reaches this port may emit to every client; let backends alone reach it");
        }
        if (settings.present(STATE_HOOK) && !hasStore) {
            settings.refuse(
                    STATE_HOOK,
                    "needs a store that all nodes share, and there is none",
                    "set MONGODB_URI for the nodes of a cluster");
        }
    }
}
