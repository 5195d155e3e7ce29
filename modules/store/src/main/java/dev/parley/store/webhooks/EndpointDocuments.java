package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Endpoints as {@link EndpointFields} has them. What one node changes leaves alone what another one may change meanwhile. */
final class EndpointDocuments implements Endpoints {

    static final String COLLECTION = "webhook_endpoints";

    private static final JsonObject EVERYTHING = Documents.only(EndpointFields.ALL);

    private final Documents endpoints;

    EndpointDocuments(MongoClient mongo) {
        endpoints = new Documents(mongo, COLLECTION, EndpointFields.ALL);
    }

    @Override
    public Future<List<Endpoint>> all() {
        return endpoints
                .all(new JsonObject(), EVERYTHING)
                .map(found -> found.stream().map(EndpointFields::endpoint).toList());
    }

    @Override
    public Future<Boolean> add(Endpoint endpoint) {
        return endpoints.insert(EndpointFields.document(endpoint));
    }

    @Override
    public Future<Optional<Endpoint>> update(String app, String id, EndpointPatch patch) {
        return change(app, id, EndpointFields.settings(patch));
    }

    @Override
    public Future<Optional<Endpoint>> enable(String app, String id) {
        return change(app, id, new Change().unset("disabled").unset("why").unset("failing"));
    }

    private Future<Optional<Endpoint>> change(String app, String id, Change change) {
        return endpoints
                .change(EndpointFields.key(app, id), change.json())
                .map(found -> found.map(EndpointFields::endpoint));
    }

    @Override
    public Future<Boolean> rotate(Endpoint before, List<EndpointSecret> secrets) {
        var change = new Change()
                .set("secrets", EndpointFields.secrets(secrets))
                .set("signs", EndpointFields.signs(secrets));
        return endpoints.changeWhere(one(before).put("signs", EndpointFields.signs(before.secrets())), change.json());
    }

    @Override
    public Future<Boolean> remove(String app, String id) {
        return endpoints.remove("_id", List.of(EndpointFields.key(app, id))).map(removed -> removed > 0);
    }

    @Override
    public Future<Void> failing(Endpoint endpoint, Instant since) {
        var change = new Change().min("failing", since.toEpochMilli());
        return made(endpoint)
                .compose(there -> endpoints.changeWhere(one(endpoint), change.json()))
                .mapEmpty();
    }

    @Override
    public Future<Void> recovered(Endpoint endpoint) {
        return endpoints
                .changeWhere(one(endpoint), new Change().unset("failing").json())
                .mapEmpty();
    }

    @Override
    public Future<Boolean> disable(Endpoint endpoint, Disabled why) {
        JsonObject enabled = one(endpoint).putNull("disabled");
        // It may have another address meanwhile, of which nothing bad is known.
        if (!endpoint.isConfigured()) enabled.put("url", endpoint.url().toString());
        var change = new Change().set("disabled", why.at().toEpochMilli()).set("why", why.why());
        return made(endpoint).compose(there -> endpoints.changeWhere(enabled, change.json()));
    }

    /** Any other one is there, or was deleted. */
    private Future<Boolean> made(Endpoint endpoint) {
        return endpoint.isConfigured()
                ? endpoints.insert(EndpointFields.state(endpoint))
                : Future.succeededFuture(true);
    }

    private static JsonObject one(Endpoint endpoint) {
        return id(EndpointFields.key(endpoint.app(), endpoint.id()));
    }
}
