package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * An endpoint as a document: {@code {_id: app|id, app, id, url, events: [type], batch, description, secrets: [{id, key, until}],
 * signs, private, public, disabled, why, failing, created}}. Times are milliseconds, keys are in Base64; {@code signs} names the
 * secrets in their order. The one of the configuration has no more than {@code {_id, app, id, disabled, why, failing}}.
 */
final class EndpointFields {

    static final String[] ALL = {
        "_id",
        "app",
        "id",
        "url",
        "events",
        "batch",
        "description",
        "secrets",
        "private",
        "public",
        "disabled",
        "why",
        "failing",
        "created"
    };

    private static final EndpointSettings NONE = new EndpointSettings(URI.create(""), Set.of(), 1, "");

    private EndpointFields() {}

    static String key(String app, String id) {
        return Keys.part(app) + Keys.SEPARATOR + Keys.part(id);
    }

    static JsonObject document(Endpoint endpoint) {
        JsonObject document = state(endpoint)
                .put("url", endpoint.url().toString())
                .put("events", events(endpoint.settings().events()))
                .put("batch", endpoint.settings().batch())
                .put("description", endpoint.settings().description())
                .put("secrets", secrets(endpoint.secrets()))
                .put("signs", signs(endpoint.secrets()))
                .put("created", endpoint.created().toEpochMilli());
        endpoint.signingKey()
                .ifPresent(pair ->
                        document.put("private", base64(pair.privateKey())).put("public", pair.publicKey()));
        endpoint.disabled()
                .ifPresent(disabled ->
                        document.put("disabled", disabled.at().toEpochMilli()).put("why", disabled.why()));
        endpoint.failingSince().ifPresent(since -> document.put("failing", since.toEpochMilli()));
        return document;
    }

    /** One of the configuration, of which nothing is known yet. */
    static JsonObject state(Endpoint endpoint) {
        return id(key(endpoint.app(), endpoint.id())).put("app", endpoint.app()).put("id", endpoint.id());
    }

    static Change settings(EndpointPatch patch) {
        var change = new Change();
        patch.url().ifPresent(url -> change.set("url", url.toString()));
        patch.events().ifPresent(events -> change.set("events", events(events)));
        patch.batch().ifPresent(batch -> change.set("batch", batch));
        patch.description().ifPresent(description -> change.set("description", description));
        return change;
    }

    private static JsonArray events(Set<Activity.Type> types) {
        var events = new JsonArray();
        types.stream().map(Activity.Type::wire).sorted().forEach(events::add);
        return events;
    }

    static JsonArray secrets(List<EndpointSecret> secrets) {
        var documents = new JsonArray();
        for (EndpointSecret secret : secrets) {
            var document = new JsonObject()
                    .put("id", secret.id())
                    .put("key", base64(secret.key().getEncoded()));
            secret.until().ifPresent(until -> document.put("until", until.toEpochMilli()));
            documents.add(document);
        }
        return documents;
    }

    static String signs(List<EndpointSecret> secrets) {
        return secrets.stream().map(EndpointSecret::id).collect(Collectors.joining(" "));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Endpoint endpoint(JsonObject document) {
        List<EndpointSecret> secrets = document.getJsonArray("secrets", new JsonArray()).stream()
                .map(each -> secret((JsonObject) each))
                .toList();
        Optional<EndpointKey> pair = Optional.ofNullable(document.getString("private"))
                .map(secret -> new EndpointKey(Base64.getDecoder().decode(secret), document.getString("public")));
        return new Endpoint(
                document.getString("id"),
                document.getString("app"),
                readSettings(document),
                secrets,
                pair,
                Stored.instant(document, "disabled").map(at -> new Disabled(at, document.getString("why"))),
                Stored.instant(document, "failing"),
                Stored.instant(document, "created").orElse(Instant.EPOCH));
    }

    private static EndpointSettings readSettings(JsonObject document) {
        if (document.getString("url") == null) return NONE;
        Set<Activity.Type> events = document.getJsonArray("events").stream()
                .flatMap(each -> Activity.Type.of((String) each).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new EndpointSettings(
                URI.create(document.getString("url")),
                events,
                document.getInteger("batch"),
                document.getString("description"));
    }

    private static EndpointSecret secret(JsonObject document) {
        byte[] key = Base64.getDecoder().decode(document.getString("key"));
        return new EndpointSecret(
                document.getString("id"), new SecretKeySpec(key, "HmacSHA256"), Stored.instant(document, "until"));
    }
}
