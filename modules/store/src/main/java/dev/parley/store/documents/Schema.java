package dev.parley.store.documents;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.function.Supplier;

/** Makes collections and indexes where they are missing, one after the other. Owned by whoever prepares; safe to repeat. */
public final class Schema {

    private final MongoClient mongo;
    private Future<Void> made = Future.succeededFuture();

    /** What is behind a connection. */
    public Schema(MongoClient mongo) {
        this.mongo = mongo;
    }

    /**
     * Makes collections. One that is there is refused, which is as good. They are made here since of first writes that meet,
     * the embedded store refuses all but one.
     */
    public Schema collections(List<String> names) {
        for (String each : names) then(() -> mongo.createCollection(each).otherwiseEmpty());
        return this;
    }

    /**
     * No two documents have the same value of the field.
     *
     * @param sparse whether a document may have none
     */
    public Schema unique(String collection, String field, boolean sparse) {
        var options = new IndexOptions().unique(true).sparse(sparse);
        return then(() -> mongo.createIndexWithOptions(collection, new JsonObject().put(field, 1), options));
    }

    /** For questions by these fields. The embedded store has no such indexes and reads the collection. */
    public Schema index(String collection, String... fields) {
        return then(() -> mongo.createIndex(collection, by(fields)));
    }

    /** The same for lists whose newest ones come first. */
    public Schema newestFirst(String collection, String time, String... fields) {
        return then(() -> mongo.createIndex(collection, by(fields).put(time, -1).put("_id", -1)));
    }

    /** Done when everything is there; fails with a {@link StoreLost}. */
    public Future<Void> made() {
        return made.recover(fault -> Future.failedFuture(new StoreLost(fault)));
    }

    private static JsonObject by(String... fields) {
        var index = new JsonObject();
        for (String field : fields) index.put(field, 1);
        return index;
    }

    private Schema then(Supplier<Future<Void>> step) {
        made = made.compose(done -> step.get());
        return this;
    }
}
