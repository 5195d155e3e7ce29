package dev.parley.store.webhooks;

import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.List;

/** Wills: {@code {_id: socket, node, notices}}; the notices are text, as {@link NoticeJson} has them. */
final class WillDocuments implements Wills {

    static final String COLLECTION = "webhook_wills";

    private static final JsonObject FIRST = new JsonObject().put("_id", 1);

    private final Documents wills;

    WillDocuments(MongoClient mongo) {
        wills = new Documents(mongo, COLLECTION, "_id", "node", "notices");
    }

    @Override
    public Future<Void> put(List<StoredWill> put) {
        return wills.changeInOrder(put.stream()
                .map(will -> Documents.change(
                        will.socket(),
                        new Change()
                                .set("node", will.node())
                                .set("notices", NoticeJson.write(will.notices()).toString())
                                .json(),
                        true))
                .toList());
    }

    @Override
    public Future<Void> remove(Collection<String> sockets) {
        return wills.remove("_id", sockets).mapEmpty();
    }

    @Override
    public Future<List<StoredWill>> of(String node, String after, int limit) {
        var behind = new JsonObject().put("node", node).put("_id", new JsonObject().put("$gt", after));
        return wills.list(behind, FIRST, 0, limit)
                .map(found -> found.stream().map(WillDocuments::will).toList());
    }

    private static StoredWill will(JsonObject document) {
        return new StoredWill(
                document.getString("_id"),
                document.getString("node"),
                NoticeJson.read(Stored.json(document.getString("notices"))));
    }
}
