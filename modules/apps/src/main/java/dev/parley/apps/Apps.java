package dev.parley.apps;

import java.util.Optional;

/**
 * The apps of the cluster as this node knows them at the moment; a change elsewhere arrives within two seconds. Safe on
 * every thread, and cheap: a look into memory. What was found is a value, so whoever keeps one for long looks again.
 */
public interface Apps {

    /** A key that opens the API, and the app that it opens it for. */
    record Caller(App app, ApiKey key) {}

    Optional<App> find(String id);

    /** The app that a key opens; nothing for a key that is unknown or no longer good. */
    Optional<Caller> byKey(String presented);

    /** The app of clients that name none. */
    App standard();
}
