package dev.parley.store.chat;

import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rooms users are in: {@code {_id: app|namespace|user, rooms: {<room>: joined}}}. It is written before the room is,
 * so every member's room is here; a room that does not list the user is none of his, whatever is here. Safe on every thread.
 */
public final class Inboxes {

    static final String COLLECTION = "chat_inboxes";

    private final Documents inboxes;

    Inboxes(MongoClient mongo) {
        inboxes = new Documents(mongo, COLLECTION, "_id", "rooms");
    }

    /** An entry. */
    public record Entry(UserKey user, String room) {}

    /** Puts rooms into inboxes; those that are there keep their time. */
    public Future<Void> enter(Collection<Entry> entries, Instant now) {
        return changeAll(entries, field -> new Change().min(field, now.toEpochMilli()), true);
    }

    /** Takes rooms out of inboxes. */
    public Future<Void> leave(Collection<Entry> entries) {
        return changeAll(entries, field -> new Change().unset(field), false);
    }

    private Future<Void> changeAll(
            Collection<Entry> entries, java.util.function.Function<String, Change> change, boolean make) {
        List<BulkOperation> changes = entries.stream()
                .map(each -> Documents.change(
                        each.user().text(),
                        change.apply("rooms." + Keys.field(each.room())).json(),
                        make))
                .toList();
        return inboxes.changeAll(changes);
    }

    /** The rooms of each of the users, with the time of joining. */
    public Future<Map<UserKey, Map<String, Instant>>> of(Collection<UserKey> users) {
        return inboxes.find("_id", users.stream().map(UserKey::text).toList()).map(found -> {
            var inboxes = new HashMap<UserKey, Map<String, Instant>>();
            users.forEach(user -> inboxes.put(user, Map.of()));
            found.forEach(each -> inboxes.put(UserKey.parse(each.getString("_id")), rooms(each)));
            return inboxes;
        });
    }

    private static Map<String, Instant> rooms(JsonObject document) {
        var rooms = new HashMap<String, Instant>();
        Stored.named(document, "rooms")
                .forEach((room, joined) -> rooms.put(room, Instant.ofEpochMilli(((Number) joined).longValue())));
        return rooms;
    }
}
