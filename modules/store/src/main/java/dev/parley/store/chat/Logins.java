package dev.parley.store.chat;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.AppNamespace;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The names that users sign in by: {@code {_id: app|namespace|name, user}}, each one user's. Safe on every thread. */
public final class Logins {

    static final String COLLECTION = "chat_logins";

    private final Documents logins;

    Logins(MongoClient mongo) {
        logins = new Documents(mongo, COLLECTION, "_id", "user");
    }

    /** False if it is another user's, or this one's already. */
    public Future<Boolean> take(AppNamespace at, String name, String user) {
        return logins.insert(id(key(at, name)).put("user", user));
    }

    /** Whose a name is. */
    public Future<Optional<String>> owner(AppNamespace at, String name) {
        return logins.one(key(at, name)).map(found -> found.map(each -> each.getString("user")));
    }

    /** Lets others have the names, all of which are one user's. */
    public Future<Void> release(AppNamespace at, Collection<String> names) {
        List<String> keys = names.stream().map(name -> key(at, name)).toList();
        return logins.remove("_id", keys).mapEmpty();
    }

    private static String key(AppNamespace at, String name) {
        return Keys.scope(at) + Keys.SEPARATOR + Keys.part(name);
    }
}
