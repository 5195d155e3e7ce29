package dev.parley.store.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Writers that insert and change rows as fast as they are answered. Safe on every thread. */
final class Rows implements AutoCloseable {

    private final MongoClient mongo;
    private final Set<String> inserted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> changed = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean on = new AtomicBoolean(true);
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final String prefix;

    Rows(Vertx vertx, String uri, String prefix) {
        this.prefix = prefix;
        this.mongo = MongoClient.create(
                vertx,
                new JsonObject()
                        .put(
                                "connection_string",
                                uri + "?w=majority&journal=true&maxPoolSize=16&retryWrites=false"
                                        + "&serverSelectionTimeoutMS=5000")
                        .put("db_name", "parley"));
    }

    /** A unique index, so that half of an insert would show. */
    void index() {
        get(mongo.createIndexWithOptions("rows", new JsonObject().put("name", 1), new IndexOptions().unique(true)));
    }

    void write(int writers) {
        for (int i = 0; i < writers; i++) {
            insert();
        }
    }

    private void insert() {
        String id = prefix + next.incrementAndGet();
        var row = new JsonObject()
                .put("_id", id)
                .put("name", "name-" + id)
                .put("n", 0)
                .put("text", "x".repeat(200));
        mongo.insert("rows", row)
                .onSuccess(acknowledged -> {
                    inserted.add(id);
                    if (on.get()) change(id);
                })
                .onFailure(failures::add);
    }

    private void change(String id) {
        var change = new JsonObject().put("$inc", new JsonObject().put("n", 1));
        mongo.updateCollection("rows", new JsonObject().put("_id", id), change)
                .onSuccess(acknowledged -> {
                    changed.put(id, 1);
                    if (on.get()) insert();
                })
                .onFailure(failures::add);
    }

    void stop() {
        on.set(false);
    }

    int acknowledged() {
        return inserted.size() + changed.size();
    }

    Set<String> inserted() {
        return Set.copyOf(inserted);
    }

    Map<String, Integer> changed() {
        return Map.copyOf(changed);
    }

    Map<String, Integer> stored() {
        return get(mongo.find("rows", new JsonObject())).stream()
                .collect(Collectors.toMap(row -> row.getString("_id"), row -> row.getInteger("n")));
    }

    /** Fails if the unique index holds names that no row has. */
    void insertAll(List<String> ids) {
        get(Future.all(ids.stream()
                .map(id -> mongo.insert(
                        "rows",
                        new JsonObject()
                                .put("_id", id)
                                .put("name", "name-" + id)
                                .put("n", 0)))
                .toList()));
    }

    /** Writes every row once more. */
    void changeAll() {
        var change = new JsonObject().put("$inc", new JsonObject().put("n", 1));
        get(mongo.updateCollectionWithOptions("rows", new JsonObject(), change, new UpdateOptions().setMulti(true)));
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        get(mongo.close());
    }
}
