package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Deliveries as {@link DeliveryFields} has them; {@code pos} is unique, so no two nodes give the same place. */
final class DeliveryDocuments implements Deliveries {

    static final String COLLECTION = "webhook_deliveries";

    private static final int ATTEMPTS = 20;
    private static final JsonObject ID = Documents.only("_id");
    private static final JsonObject SKETCH = Documents.only(DeliveryFields.SKETCH);
    private static final JsonObject ORDER = Documents.only("_id", "at", "seq");

    private final Documents deliveries;

    DeliveryDocuments(MongoClient mongo) {
        deliveries = new Documents(mongo, COLLECTION, DeliveryFields.ALL);
    }

    @Override
    public Future<Appended> append(List<StoredDelivery> appended) {
        return deliveries
                .insertAll(appended.stream().map(DeliveryFields::document).toList())
                .map(DeliveryDocuments::appended);
    }

    private static Appended appended(boolean all) {
        return all ? Appended.ALL : Appended.CONFLICT;
    }

    @Override
    public Future<Set<String>> present(Collection<String> ids) {
        return deliveries
                .find("_id", ids, ID)
                .map(found ->
                        found.stream().map(each -> each.getString("_id")).collect(Collectors.toUnmodifiableSet()));
    }

    /** Sorted here, for the embedded store would hold whole documents meanwhile. */
    @Override
    public Future<List<DeliverySketch>> sketches(int partition) {
        return deliveries
                .all(new JsonObject().put("part", partition), SKETCH)
                .map(found -> found.stream()
                        .map(DeliveryFields::sketch)
                        .sorted(Comparator.comparingLong(DeliverySketch::seq))
                        .toList());
    }

    @Override
    public Future<Boolean> isTaken(int partition, long seq) {
        return deliveries
                .find("pos", List.of(DeliveryFields.pos(partition, seq)), ID)
                .map(found -> !found.isEmpty());
    }

    @Override
    public Future<List<StoredDelivery>> read(Collection<String> ids) {
        return deliveries.find("_id", ids).map(DeliveryDocuments::read);
    }

    private static List<StoredDelivery> read(List<JsonObject> found) {
        return found.stream().map(DeliveryFields::delivery).toList();
    }

    /** In order, for the same one may be noted twice. */
    @Override
    public Future<Void> note(List<Progress> progress) {
        return deliveries.changeInOrder(
                progress.stream().map(DeliveryDocuments::note).toList());
    }

    private static BulkOperation note(Progress progress) {
        var change = new Change().set("state", progress.state().text()).set("failures", progress.failures());
        set(change, "next", progress.next());
        set(change, "settled", progress.settled());
        progress.attempt().ifPresent(last -> change.push("attempts", DeliveryFields.attempt(last), ATTEMPTS));
        // Who no longer delivers a partition and does not know it yet must not make a settled one pending.
        JsonObject pending = id(progress.id()).put("state", DeliveryState.PENDING.text());
        return BulkOperation.createUpdate(pending, change.json(), false, false);
    }

    private static void set(Change change, String field, Optional<Instant> time) {
        time.ifPresentOrElse(at -> change.set(field, at.toEpochMilli()), () -> change.unset(field));
    }

    @Override
    public Future<Appended> again(List<Replaying> again) {
        return deliveries
                .writeAll(again.stream().map(DeliveryDocuments::again).toList())
                .map(DeliveryDocuments::appended);
    }

    private static BulkOperation again(Replaying replaying) {
        var change = new Change()
                .set("pos", DeliveryFields.pos(replaying.partition(), replaying.seq()))
                .set("seq", replaying.seq())
                .set("state", DeliveryState.PENDING.text())
                .set("failures", 0)
                .unset("next")
                .unset("settled");
        return Documents.change(replaying.id(), change.json(), false);
    }

    @Override
    public Future<Void> remove(Collection<String> ids) {
        return deliveries.remove("_id", ids).mapEmpty();
    }

    @Override
    public Future<Long> removeOf(String app, String endpoint) {
        return deliveries.remove(of(app).put("endpoint", endpoint));
    }

    @Override
    public Future<Optional<StoredDelivery>> find(String app, String id) {
        return deliveries
                .one(id)
                .map(found -> found.map(DeliveryFields::delivery)
                        .filter(each -> each.record().app().equals(app)));
    }

    @Override
    public Future<List<StoredDelivery>> list(
            String app, Optional<String> endpoint, Set<DeliveryState> states, Optional<String> before, int limit) {
        JsonObject filter = of(app);
        endpoint.ifPresent(given -> filter.put("endpoint", given));
        if (!states.isEmpty()) filter.put("state", in(states));
        var newestFirst = new JsonObject().put("at", -1).put("_id", -1);
        return before.map(id -> find(app, id))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(from -> {
                    from.ifPresent(last -> filter.put("$or", behind(last)));
                    return deliveries.list(filter, newestFirst, 0, limit);
                })
                .map(DeliveryDocuments::read);
    }

    private static JsonArray behind(StoredDelivery last) {
        long at = last.record().accepted().toEpochMilli();
        return new JsonArray()
                .add(new JsonObject().put("at", new JsonObject().put("$lt", at)))
                .add(new JsonObject().put("at", at).put("_id", new JsonObject().put("$lt", last.id())));
    }

    @Override
    public Future<List<String>> since(String app, String endpoint, Instant since, Set<DeliveryState> states) {
        JsonObject filter = of(app).put("endpoint", endpoint)
                .put("state", in(states))
                .put("at", new JsonObject().put("$gte", since.toEpochMilli()));
        var order = Comparator.<JsonObject>comparingLong(each -> each.getLong("at"))
                .thenComparingLong(each -> each.getLong("seq"));
        return deliveries
                .all(filter, ORDER)
                .map(found -> found.stream()
                        .sorted(order)
                        .map(each -> each.getString("_id"))
                        .toList());
    }

    private static JsonObject of(String app) {
        return new JsonObject().put("app", app);
    }

    private static JsonObject in(Set<DeliveryState> states) {
        var texts = new JsonArray();
        states.forEach(state -> texts.add(state.text()));
        return new JsonObject().put("$in", texts);
    }
}
