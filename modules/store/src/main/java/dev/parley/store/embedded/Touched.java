package dev.parley.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a command reads or changes.
 *
 * @param collection with its database; nothing when it is any
 * @param changes whether it may change something
 */
record Touched(Optional<String> collection, boolean changes) {

    private static final Set<String> OF_ONE = Set.of("find", "count", "distinct", "getmore");
    private static final Set<String> OF_ALL = Set.of(
            "listcollections", "listindexes", "listdatabases", "collstats", "dbstats", "validate", "serverstatus");

    /** Their answers say nothing of what is stored. */
    private static final Set<String> OF_NONE =
            Set.of("hello", "ismaster", "ping", "buildinfo", "endsessions", "killcursors");

    private static final Touched ALL = new Touched(Optional.empty(), false);
    private static final Touched NONE = new Touched(Optional.of(""), false);

    /** By its name; of one that is not known it is taken for granted that it changes something. */
    static Touched by(String database, Document command) {
        String given = command.keySet().iterator().next();
        String name = given.toLowerCase(Locale.ROOT);
        if (OF_NONE.contains(name)) return NONE;
        if (OF_ALL.contains(name)) return ALL;
        Object collection = command.get(name.equals("getmore") ? "collection" : given);
        return new Touched(Optional.of(database + "." + collection), !OF_ONE.contains(name));
    }
}
