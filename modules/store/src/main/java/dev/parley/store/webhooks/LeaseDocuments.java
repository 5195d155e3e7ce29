package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;

/**
 * Nodes: {@code {_id: node, renewals, at}}, and partitions: {@code {_id: partition, owner, term}}. A partition changes hands only
 * from the term that whoever takes it has seen.
 */
final class LeaseDocuments implements Leases {

    static final String NODES = "webhook_nodes";
    static final String PARTITIONS = "webhook_partitions";

    private static final JsonObject ALL = new JsonObject();
    private static final JsonObject NODE = Documents.only("_id", "renewals", "at");
    private static final JsonObject PARTITION = Documents.only("_id", "owner", "term");

    private final Documents nodes;
    private final Documents partitions;

    LeaseDocuments(MongoClient mongo) {
        nodes = new Documents(mongo, NODES, "_id", "renewals", "at");
        partitions = new Documents(mongo, PARTITIONS, "_id", "owner", "term");
    }

    @Override
    public Future<List<NodeLease>> nodes() {
        return nodes.all(ALL, NODE)
                .map(found -> found.stream()
                        .map(each -> new NodeLease(
                                each.getString("_id"),
                                each.getLong("renewals"),
                                Stored.instant(each, "at").orElseThrow()))
                        .toList());
    }

    @Override
    public Future<Void> renew(NodeLease lease) {
        var change = new Change()
                .set("renewals", lease.renewals())
                .set("at", lease.at().toEpochMilli());
        return nodes.put(lease.node(), change.json()).mapEmpty();
    }

    @Override
    public Future<Void> forget(String node) {
        return nodes.remove("_id", List.of(node)).mapEmpty();
    }

    @Override
    public Future<List<PartitionLease>> partitions() {
        return partitions
                .all(ALL, PARTITION)
                .map(found -> found.stream().map(LeaseDocuments::partition).toList());
    }

    private static PartitionLease partition(JsonObject document) {
        return new PartitionLease(
                Integer.parseInt(document.getString("_id")),
                Optional.ofNullable(document.getString("owner")),
                document.getLong("term"));
    }

    @Override
    public Future<Boolean> take(PartitionLease lease) {
        return exchange(lease).compose(taken -> taken ? Future.succeededFuture(true) : isTaken(lease));
    }

    private Future<Boolean> exchange(PartitionLease lease) {
        JsonObject partition = id(Integer.toString(lease.partition()));
        if (lease.term() == 1) {
            JsonObject first = partition.put("term", lease.term());
            lease.owner().ifPresent(owner -> first.put("owner", owner));
            return partitions.insert(first);
        }
        var change = new Change().set("term", lease.term());
        lease.owner().ifPresentOrElse(owner -> change.set("owner", owner), () -> change.unset("owner"));
        return partitions.changeWhere(partition.put("term", lease.term() - 1), change.json());
    }

    /** Whoever asks again, since the first answer was lost, has it already. */
    private Future<Boolean> isTaken(PartitionLease lease) {
        return partitions
                .one(Integer.toString(lease.partition()))
                .map(found -> found.map(LeaseDocuments::partition)
                        .filter(lease::equals)
                        .isPresent());
    }
}
