package dev.parley.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;

/** What really is in the store, for tests that something is not. */
final class RawMessages {

    private RawMessages() {}

    static Future<List<JsonObject>> of(Vertx vertx, String uri, String room) {
        MongoClient mongo = MongoClient.create(
                vertx,
                new JsonObject().put("connection_string", uri).put("db_name", uri.substring(uri.lastIndexOf('/') + 1)));
        return mongo.find("chat_messages", new JsonObject())
                .map(all -> all.stream()
                        .filter(each -> each.getString("pos").contains("|" + room + "|"))
                        .toList())
                .eventually(() -> mongo.close());
    }
}
