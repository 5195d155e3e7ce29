package dev.parley.store.chat;

import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where to begin to look for the newest message of a room: {@code {_id: app|namespace|room, last}}. It may lag behind, and
 * lie apart from the room so that no message rewrites a list of members. Safe on every thread.
 */
public final class HeadHints {

    static final String COLLECTION = "chat_heads";

    private final Documents heads;

    HeadHints(MongoClient mongo) {
        heads = new Documents(mongo, COLLECTION, "_id", "last");
    }

    /** The hints that there are. */
    public Future<Map<RoomKey, Long>> find(Collection<RoomKey> rooms) {
        return heads.find("_id", rooms.stream().map(RoomKey::text).toList())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                each -> RoomKey.parse(each.getString("_id")), each -> each.getLong("last"))));
    }

    /** Moves hints up. */
    public Future<Void> raise(Map<RoomKey, Long> last) {
        return heads.changeAll(last.entrySet().stream()
                .map(each -> Documents.change(
                        each.getKey().text(),
                        new Change().max("last", each.getValue()).json(),
                        true))
                .toList());
    }
}
