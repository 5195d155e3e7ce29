package dev.parley.apps;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The apps at one moment. Immutable. */
public final class AppTable implements Apps {

    private final App standard;
    private final InstantSource clock;
    private final Map<String, App> byId;
    private final Map<String, Caller> byDigest;

    /**
     * @param standard also found by its id; it goes before any other app of that id
     * @param defaults the limits of apps that set none of their own
     */
    public AppTable(App standard, Collection<App> others, Limits defaults, InstantSource clock) {
        this.clock = clock;
        this.standard = standard.withLimits(standard.limits().over(defaults));
        var ids = new HashMap<String, App>();
        for (App other : others)
            ids.put(other.id(), other.withLimits(other.limits().over(defaults)));
        ids.put(standard.id(), this.standard);
        this.byId = Map.copyOf(ids);
        var digests = new HashMap<String, Caller>();
        for (App app : byId.values()) {
            for (ApiKey key : app.keys()) digests.putIfAbsent(key.digest(), new Caller(app, key));
        }
        this.byDigest = Map.copyOf(digests);
    }

    /** The one app of a node without others. */
    public static AppTable of(App standard, Limits defaults, InstantSource clock) {
        return new AppTable(standard, List.of(), defaults, clock);
    }

    @Override
    public Optional<App> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Looked up by digest: how long that takes may tell something of the digest, from which nothing follows about a key
     * that has it.
     */
    @Override
    public Optional<Caller> byKey(String presented) {
        Caller caller = byDigest.get(ApiKey.digest(presented));
        return caller != null && caller.key().isGoodAt(clock.instant()) ? Optional.of(caller) : Optional.empty();
    }

    @Override
    public App standard() {
        return standard;
    }
}
