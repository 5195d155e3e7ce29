package dev.parley.api.apps;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import dev.parley.apps.registry.AppPage;
import dev.parley.apps.registry.CreatedApp;
import dev.parley.apps.registry.IssuedKey;
import dev.parley.apps.registry.IssuedSecret;
import dev.parley.apps.registry.SettingsJson;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the admin API tells; {@code openapi.yaml} describes it. Keys and secrets are told once, to whoever made them.
 *
 * @param configured whether the app of an id is the one of the configuration
 */
record AppAnswers(Predicate<String> configured) {

    RawJson app(App app) {
        return JsonWriter.build(w -> app(w, app));
    }

    RawJson page(AppPage page) {
        return JsonWriter.build(w -> {
            w.beginObject().name("apps").beginArray();
            for (App app : page.apps()) app(w, app);
            w.endArray();
            page.next().ifPresent(next -> w.name("next").string(next));
            w.endObject();
        });
    }

    RawJson created(CreatedApp created) {
        return JsonWriter.build(w -> {
            w.beginObject().name("app");
            app(w, created.app());
            w.name("key").raw(issued(created.key()));
            w.name("secret").raw(issued(created.secret())).endObject();
        });
    }

    private void app(JsonWriter w, App app) {
        w.beginObject().name("id").string(app.id());
        w.name("configured").bool(configured.test(app.id()));
        SettingsJson.writeWithoutSecrets(w, app.settings());
        w.endObject();
    }

    static RawJson keys(App app) {
        return JsonWriter.build(w -> {
            w.beginObject().name("keys").beginArray();
            for (ApiKey key : app.keys()) key(w.beginObject(), key);
            w.endArray().endObject();
        });
    }

    static RawJson issued(IssuedKey issued) {
        return JsonWriter.build(w -> key(w.beginObject().name("key").string(issued.text()), issued.key()));
    }

    private static void key(JsonWriter w, ApiKey key) {
        w.name("id").string(key.id()).name("scopes").beginArray();
        for (Scope scope : Scope.values()) {
            if (key.scopes().contains(scope)) w.string(scope.text());
        }
        w.endArray();
        until(w, key.until());
        w.endObject();
    }

    static RawJson secrets(App app) {
        return JsonWriter.build(w -> {
            w.beginObject().name("secrets").beginArray();
            for (SigningSecret secret : app.secrets()) secret(w.beginObject(), secret);
            w.endArray().endObject();
        });
    }

    static RawJson issued(IssuedSecret issued) {
        return JsonWriter.build(w -> secret(w.beginObject().name("secret").string(issued.text()), issued.secret()));
    }

    private static void secret(JsonWriter w, SigningSecret secret) {
        w.name("id").string(secret.id());
        until(w, secret.until());
        w.endObject();
    }

    private static void until(JsonWriter w, Optional<Instant> until) {
        until.ifPresent(end -> w.name("until").string(end.toString()));
    }
}
