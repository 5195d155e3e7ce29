package dev.parley.api.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Endpoints as their owners see them; {@code openapi.yaml} describes it. Secrets are only where that is said. */
final class EndpointJson {

    private EndpointJson() {}

    static RawJson endpoints(List<Endpoint> all) {
        return JsonWriter.object(w -> {
            w.name("endpoints").beginArray();
            for (Endpoint one : all) w.raw(endpoint(one));
            w.endArray();
        });
    }

    static RawJson endpoint(Endpoint endpoint) {
        return JsonWriter.object(w -> members(w, endpoint));
    }

    /** The endpoint with its secret. */
    static RawJson created(Endpoint endpoint) {
        return JsonWriter.object(w -> {
            members(w, endpoint);
            w.name("secret").string(endpoint.secrets().getFirst().text());
        });
    }

    /** The current secret, and until when those before it sign too. */
    static RawJson secret(Endpoint endpoint, Instant now) {
        List<EndpointSecret> secrets = endpoint.secrets();
        EndpointSecret current = secrets.getFirst();
        return JsonWriter.object(w -> {
            w.name("secret").string(current.text()).name("id").string(current.id());
            w.name("previous").beginArray();
            for (EndpointSecret earlier : secrets.subList(1, secrets.size())) {
                if (earlier.isGoodAt(now)) previous(w, earlier);
            }
            w.endArray();
        });
    }

    private static void previous(JsonWriter w, EndpointSecret secret) {
        w.beginObject().name("id").string(secret.id());
        secret.until().ifPresent(end -> w.name("until").string(end.toString()));
        w.endObject();
    }

    private static void members(JsonWriter w, Endpoint endpoint) {
        w.name("id").string(endpoint.id());
        w.name("configured").bool(endpoint.isConfigured());
        settings(w, endpoint.settings());
        endpoint.signingKey()
                .map(EndpointKey::publicKey)
                .ifPresent(key -> w.name("publicKey").string(key));
        w.name("enabled").bool(endpoint.disabled().isEmpty());
        endpoint.disabled().ifPresent(disabled -> disabled(w, disabled));
        time(w, "failingSince", endpoint.failingSince());
        if (!endpoint.isConfigured()) time(w, "created", Optional.of(endpoint.created()));
    }

    private static void settings(JsonWriter w, EndpointSettings settings) {
        w.name("url").string(settings.url().toString());
        if (!settings.events().isEmpty()) {
            w.name("events").beginArray();
            for (Activity.Type type : Activity.Type.values()) {
                if (settings.events().contains(type)) w.string(type.wire());
            }
            w.endArray();
        }
        w.name("batch").number(settings.batch());
        if (!settings.description().isEmpty()) w.name("description").string(settings.description());
    }

    private static void disabled(JsonWriter w, Disabled disabled) {
        w.name("disabled").beginObject();
        time(w, "at", Optional.of(disabled.at()));
        w.name("why").string(disabled.why()).endObject();
    }

    private static void time(JsonWriter w, String name, Optional<Instant> at) {
        at.ifPresent(known -> w.name(name).string(known.toString()));
    }
}
