package dev.parley.store.chat;

import static dev.parley.store.documents.Documents.id;

import dev.parley.store.documents.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;

/**
 * The rooms that were ever told to keep messages for some time only: {@code {_id: app|namespace|room}}. So whoever sweeps
 * need not read all rooms. It is written before the room is. Safe on every thread.
 */
public final class Retained {

    static final String COLLECTION = "chat_retained";

    private final Documents retained;

    Retained(MongoClient mongo) {
        retained = new Documents(mongo, COLLECTION, "_id");
    }

    /** One more. */
    public Future<Void> add(RoomKey room) {
        return retained.insert(id(room.text())).mapEmpty();
    }

    /** One less, if it keeps its messages for good. */
    public Future<Void> remove(RoomKey room) {
        return retained.remove("_id", List.of(room.text())).mapEmpty();
    }

    /** Some of them in the order of their ids, after one of them. */
    public Future<List<RoomKey>> after(RoomKey room, int limit) {
        return list(new JsonObject().put("_id", new JsonObject().put("$gt", room.text())), limit);
    }

    /** The first ones in the order of their ids. */
    public Future<List<RoomKey>> first(int limit) {
        return list(new JsonObject(), limit);
    }

    private Future<List<RoomKey>> list(JsonObject filter, int limit) {
        return retained.list(filter, new JsonObject().put("_id", 1), 0, limit)
                .map(found -> found.stream()
                        .map(each -> RoomKey.parse(each.getString("_id")))
                        .toList());
    }
}
