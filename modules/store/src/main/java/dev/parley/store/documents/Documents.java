package dev.parley.store.documents;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One collection, asked and changed in a few ways, and only for the fields that it is given. Safe on every
 * thread; a future that fails does so with a {@link StoreLost}.
 */
public final class Documents {

    /** The embedded store compares each document that it finds with each of these once more. */
    private static final int ASKED_AT_ONCE = 200;

    private static final int BATCH = 10_000;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient mongo;
    private final String collection;
    private final JsonObject fields;

    /** Asks for these fields where nothing else is said. */
    public Documents(MongoClient mongo, String collection, String... fields) {
        this.mongo = mongo;
        this.collection = collection;
        this.fields = only(fields);
    }

    /** For asking for other fields. */
    public static JsonObject only(String... fields) {
        var only = new JsonObject();
        for (String field : fields) only.put(field, 1);
        return only;
    }

    /** The one of this id: as a filter, or the beginning of a new one. */
    public static JsonObject id(String id) {
        return new JsonObject().put("_id", id);
    }

    /** Those whose key has one of the values, in no particular order. */
    public Future<List<JsonObject>> find(String key, Collection<String> values) {
        return find(key, values, fields);
    }

    /** The same for other fields. */
    public Future<List<JsonObject>> find(String key, Collection<String> values, JsonObject only) {
        List<String> all = List.copyOf(values);
        var parts = new ArrayList<Future<List<JsonObject>>>();
        for (int i = 0; i < all.size(); i += ASKED_AT_ONCE) {
            List<String> part = all.subList(i, Math.min(all.size(), i + ASKED_AT_ONCE));
            parts.add(mongo.findWithOptions(collection, in(key, part), options(only)));
        }
        if (parts.isEmpty()) return Future.succeededFuture(List.of());
        if (parts.size() == 1) return lost(parts.getFirst());
        return lost(Future.all(parts).map(done -> {
            var found = new ArrayList<JsonObject>(all.size());
            parts.forEach(part -> found.addAll(part.result()));
            return found;
        }));
    }

    private static JsonObject in(String key, List<String> values) {
        if (values.size() == 1) return new JsonObject().put(key, values.getFirst());
        return new JsonObject().put(key, new JsonObject().put("$in", new JsonArray(values)));
    }

    private static FindOptions options(JsonObject only) {
        return new FindOptions().setFields(only).setBatchSize(BATCH);
    }

    /** The one of this id. */
    public Future<Optional<JsonObject>> one(String id) {
        return find("_id", List.of(id)).map(found -> found.stream().findFirst());
    }

    /** A part of those that fit a filter, which reads the whole collection if there is no index for it. */
    public Future<List<JsonObject>> list(JsonObject filter, JsonObject sort, long skip, int limit) {
        int from = (int) Math.min(skip, Integer.MAX_VALUE);
        return lost(mongo.findWithOptions(
                collection, filter, options(fields).setSort(sort).setSkip(from).setLimit(limit)));
    }

    /** All that fit, in no particular order; read as {@link #list} does. */
    public Future<List<JsonObject>> all(JsonObject filter, JsonObject only) {
        return lost(mongo.findWithOptions(collection, filter, options(only)));
    }

    /** How many fit. Reads as {@link #list} does. */
    public Future<Long> count(JsonObject filter) {
        return lost(mongo.count(collection, filter));
    }

    /** False if the value of a unique key is taken; nothing was stored then. */
    public Future<Boolean> insert(JsonObject document) {
        return lost(mongo.insert(collection, document)
                .map(done -> true)
                .recover(fault -> isDuplicate(fault) ? Future.succeededFuture(false) : Future.failedFuture(fault)));
    }

    /** By one command, in no particular order; false if a unique key is taken: those with no such key are stored all the same. */
    public Future<Boolean> insertAll(List<JsonObject> documents) {
        return writeAll(documents.stream().map(BulkOperation::createInsert).toList());
    }

    /** Makes changes by one command, in no particular order; false if a unique key is taken: the others are made all the same. */
    public Future<Boolean> writeAll(List<BulkOperation> writes) {
        if (writes.isEmpty()) return Future.succeededFuture(true);
        return lost(mongo.bulkWriteWithOptions(collection, writes, new BulkWriteOptions(false))
                .map(done -> true)
                .recover(
                        fault -> isOnlyDuplicates(fault) ? Future.succeededFuture(false) : Future.failedFuture(fault)));
    }

    private static boolean isOnlyDuplicates(Throwable fault) {
        return fault instanceof MongoBulkWriteException refused
                && refused.getWriteConcernError() == null
                && refused.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    /** Stores one after the other and stops at the first one with a unique key that is taken; tells how many there are. */
    public Future<Integer> insertInOrder(List<JsonObject> documents) {
        List<BulkOperation> inserts =
                documents.stream().map(BulkOperation::createInsert).toList();
        return lost(mongo.bulkWriteWithOptions(collection, inserts, new BulkWriteOptions(true))
                .map(done -> documents.size())
                .recover(fault -> firstDuplicate(fault)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(fault))));
    }

    private static Optional<Integer> firstDuplicate(Throwable fault) {
        if (!(fault instanceof MongoBulkWriteException refused) || refused.getWriteConcernError() != null)
            return Optional.empty();
        return refused.getWriteErrors().stream()
                .filter(error -> error.getCode() == DUPLICATE_KEY)
                .map(BulkWriteError::getIndex)
                .findFirst();
    }

    /** Changes one, and tells what it was before; nothing if there was none, which is made then if {@code make}. */
    public Future<Optional<JsonObject>> changeAndTellBefore(String id, JsonObject change, boolean make) {
        return change(id, change, new UpdateOptions(make));
    }

    /** Changes one, and tells what it is now; nothing if there is none. */
    public Future<Optional<JsonObject>> change(String id, JsonObject change) {
        return change(id, change, new UpdateOptions().setReturningNewDocument(true));
    }

    /** Changes one, which is made if need be, and tells what it is now. */
    public Future<JsonObject> put(String id, JsonObject change) {
        return change(id, change, new UpdateOptions(true).setReturningNewDocument(true))
                .map(Optional::orElseThrow);
    }

    private Future<Optional<JsonObject>> change(String id, JsonObject change, UpdateOptions how) {
        var find = new FindOptions().setFields(fields);
        Future<Optional<JsonObject>> first = mongo.findOneAndUpdateWithOptions(collection, id(id), change, find, how)
                .map(Optional::ofNullable);
        // Of two who make the same document at the same time MongoDB may refuse one, who finds it the next time.
        return lost(first.recover(fault -> isDuplicate(fault)
                ? mongo.findOneAndUpdateWithOptions(collection, id(id), change, find, how)
                        .map(Optional::ofNullable)
                : Future.failedFuture(fault)));
    }

    /** Makes changes that may be made twice, in any order. */
    public Future<Void> changeAll(List<BulkOperation> changes) {
        return change(changes, new BulkWriteOptions(false));
    }

    /** Makes changes one after the other. If documents are made, all of it may be done twice. */
    public Future<Void> changeInOrder(List<BulkOperation> changes) {
        return change(changes, new BulkWriteOptions(true));
    }

    private Future<Void> change(List<BulkOperation> changes, BulkWriteOptions how) {
        if (changes.isEmpty()) return Future.succeededFuture();
        return lost(mongo.bulkWriteWithOptions(collection, changes, how)
                .recover(fault -> isDuplicate(fault)
                        ? mongo.bulkWriteWithOptions(collection, changes, how)
                        : Future.failedFuture(fault))
                .mapEmpty());
    }

    /** Changes the one that fits, if there is one; whether there was. */
    public Future<Boolean> changeWhere(JsonObject filter, JsonObject change) {
        return lost(mongo.updateCollection(collection, filter, change)
                .map(done -> requireNonNull(done).getDocMatched() > 0));
    }

    /** One of many changes; of a document that is made if need be, if {@code make}. */
    public static BulkOperation change(String id, JsonObject change, boolean make) {
        return BulkOperation.createUpdate(id(id), change, make, false);
    }

    /** Tells how many there were. */
    public Future<Long> remove(String key, Collection<String> values) {
        List<String> all = List.copyOf(values);
        Future<Long> removed = Future.succeededFuture(0L);
        for (int i = 0; i < all.size(); i += ASKED_AT_ONCE) {
            JsonObject part = in(key, all.subList(i, Math.min(all.size(), i + ASKED_AT_ONCE)));
            removed = removed.compose(before -> remove(part).map(more -> before + more));
        }
        return removed;
    }

    /** Removes all that fit; how many those were. Reads as {@link #list} does. */
    public Future<Long> remove(JsonObject filter) {
        return lost(mongo.removeDocuments(collection, filter)
                .map(done -> requireNonNull(done).getRemovedCount()));
    }

    private static boolean isDuplicate(Throwable fault) {
        return switch (fault) {
            case MongoWriteException one -> one.getError().getCode() == DUPLICATE_KEY;
            case MongoBulkWriteException many ->
                many.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY);
            case MongoCommandException command -> command.getErrorCode() == DUPLICATE_KEY;
            default -> false;
        };
    }

    private static <T> Future<T> lost(Future<T> asked) {
        return asked.recover(fault -> Future.failedFuture(new StoreLost(fault)));
    }
}
