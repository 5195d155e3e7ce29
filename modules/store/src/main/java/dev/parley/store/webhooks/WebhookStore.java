package dev.parley.store.webhooks;

import dev.parley.store.documents.Schema;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;

/** What webhooks keep. Safe on every thread; every future that fails does so with a StoreLost. */
public final class WebhookStore {

    private static final List<String> COLLECTIONS = List.of(
            DeliveryDocuments.COLLECTION,
            EndpointDocuments.COLLECTION,
            LeaseDocuments.NODES,
            LeaseDocuments.PARTITIONS,
            WillDocuments.COLLECTION,
            PlaceDocuments.COLLECTION);

    private final MongoClient mongo;
    private final DeliveryDocuments deliveries;
    private final EndpointDocuments endpoints;
    private final LeaseDocuments leases;
    private final WillDocuments wills;
    private final PlaceDocuments places;

    /** What is behind a connection. */
    public WebhookStore(MongoClient mongo) {
        this.mongo = mongo;
        deliveries = new DeliveryDocuments(mongo);
        endpoints = new EndpointDocuments(mongo);
        leases = new LeaseDocuments(mongo);
        wills = new WillDocuments(mongo);
        places = new PlaceDocuments(mongo);
    }

    /** Makes the collections and their indexes where they are missing; nothing else may be asked before. Safe to repeat. */
    public Future<Void> prepare() {
        return new Schema(mongo)
                .collections(COLLECTIONS)
                .unique(DeliveryDocuments.COLLECTION, "pos", false)
                .index(DeliveryDocuments.COLLECTION, "part", "seq")
                .newestFirst(DeliveryDocuments.COLLECTION, "at", "app")
                .newestFirst(DeliveryDocuments.COLLECTION, "at", "app", "endpoint")
                .index(WillDocuments.COLLECTION, "node", "_id")
                .made();
    }

    /** The outbox. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Who is told. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** Which nodes live, and which of them delivers what. */
    public Leases leases() {
        return leases;
    }

    /** What is told for sockets whose node dies. */
    public Wills wills() {
        return wills;
    }

    /** What backends were told of rooms and users. */
    public ToldPlaces places() {
        return places;
    }
}
