package dev.parley.store.chat;

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
 * One collection, asked and changed in the few ways that chat needs, and only for the fields that it names. Safe on every
 * thread.
 */
final class Documents {

    /** The embedded store compares each document that it finds with each of these once more. */
    private static final int ASKED_AT_ONCE = 200;

    private static final int BATCH = 10_000;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient mongo;
    private final String collection;
    private final JsonObject fields;

    Documents(MongoClient mongo, String collection, String... fields) {
        this.mongo = mongo;
        this.collection = collection;
        this.fields = only(fields);
    }

    static JsonObject only(String... fields) {
        var only = new JsonObject();
        for (String field : fields) only.put(field, 1);
        return only;
    }

    static JsonObject id(String id) {
        return new JsonObject().put("_id", id);
    }

    /** Those whose key has one of the values, in no particular order. */
    Future<List<JsonObject>> find(String key, Collection<String> values) {
        return find(key, values, fields);
    }

    Future<List<JsonObject>> find(String key, Collection<String> values, JsonObject only) {
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

    Future<Optional<JsonObject>> one(String id) {
        return find("_id", List.of(id)).map(found -> found.stream().findFirst());
    }

    /** A part of those that fit a filter, which reads the whole collection if there is no index for it. */
    Future<List<JsonObject>> list(JsonObject filter, JsonObject sort, long skip, int limit) {
        int from = (int) Math.min(skip, Integer.MAX_VALUE);
        return lost(mongo.findWithOptions(
                collection, filter, options(fields).setSort(sort).setSkip(from).setLimit(limit)));
    }

    Future<Long> count(JsonObject filter) {
        return lost(mongo.count(collection, filter));
    }

    /** False if the value of a unique key is taken; nothing was stored then. */
    Future<Boolean> insert(JsonObject document) {
        return lost(mongo.insert(collection, document)
                .map(done -> true)
                .recover(fault -> isDuplicate(fault) ? Future.succeededFuture(false) : Future.failedFuture(fault)));
    }

    /** Stores one after the other and stops at the first one with a unique key that is taken; tells how many there are. */
    Future<Integer> insertInOrder(List<JsonObject> documents) {
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
    Future<Optional<JsonObject>> changeAndTellBefore(String id, JsonObject change, boolean make) {
        return change(id, change, new UpdateOptions(make));
    }

    /** Changes one, and tells what it is now; nothing if there is none. */
    Future<Optional<JsonObject>> change(String id, JsonObject change) {
        return change(id, change, new UpdateOptions().setReturningNewDocument(true));
    }

    /** Changes one, which is made if need be, and tells what it is now. */
    Future<JsonObject> put(String id, JsonObject change) {
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
    Future<Void> changeAll(List<BulkOperation> changes) {
        if (changes.isEmpty()) return Future.succeededFuture();
        var unordered = new BulkWriteOptions(false);
        return lost(mongo.bulkWriteWithOptions(collection, changes, unordered)
                .recover(fault -> isDuplicate(fault)
                        ? mongo.bulkWriteWithOptions(collection, changes, unordered)
                        : Future.failedFuture(fault))
                .mapEmpty());
    }

    static BulkOperation change(String id, JsonObject change, boolean make) {
        return BulkOperation.createUpdate(id(id), change, make, false);
    }

    /** Tells how many there were. */
    Future<Long> remove(String key, Collection<String> values) {
        if (values.isEmpty()) return Future.succeededFuture(0L);
        return lost(mongo.removeDocuments(collection, in(key, List.copyOf(values)))
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
