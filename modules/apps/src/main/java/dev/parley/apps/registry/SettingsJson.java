package dev.parley.apps.registry;

import dev.parley.apps.AppSettings;
import dev.parley.apps.AuthHook;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.Limit;
import dev.parley.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;

/** What the owner of an app wrote, as members of an open object; {@code openapi.yaml} describes them. */
public final class SettingsJson {

    private SettingsJson() {}

    /** For anybody who may see the app. */
    public static void writeWithoutSecrets(JsonWriter w, AppSettings settings) {
        write(w, settings, false);
    }

    /** With all that {@link SettingsReader} has to know. */
    static void writeWithSecrets(JsonWriter w, AppSettings settings) {
        write(w, settings, true);
    }

    private static void write(JsonWriter w, AppSettings settings, boolean secrets) {
        w.name("name").string(settings.name());
        w.name("limits").beginObject();
        for (Limit limit : Limit.values()) {
            Integer value = settings.limits().asMap().get(limit);
            if (value != null) w.name(limit.key()).number(value);
        }
        w.endObject();
        settings.origins().ifPresent(origins -> strings(w.name("origins"), origins));
        w.name("trusts").beginArray();
        for (JwtTrust trust : settings.trusts()) trust(w, trust, secrets);
        w.endArray();
        settings.hook().ifPresent(hook -> hook(w.name("hook"), hook));
        w.name("allow-md5-join-tokens").bool(settings.md5JoinTokens());
    }

    private static void trust(JsonWriter w, JwtTrust trust, boolean secrets) {
        w.beginObject();
        switch (trust.keys()) {
            case KeySource.Secret secret -> {
                if (secrets) w.name("secret").string(new String(secret.key().getEncoded(), StandardCharsets.UTF_8));
            }
            case KeySource.PublicKey key -> w.name("public-key").string(key.pem());
            case KeySource.Jwks jwks -> w.name("jwks").string(jwks.url().toString());
        }
        strings(w.name("algorithms"), new TreeSet<>(trust.algorithms()));
        trust.issuer().ifPresent(issuer -> w.name("issuer").string(issuer));
        trust.audience().ifPresent(audience -> w.name("audience").string(audience));
        w.name("user-claim").string(trust.userClaim());
        if (!trust.required().isEmpty()) strings(w.name("required"), new TreeSet<>(trust.required()));
        w.name("leeway").number(trust.leewaySeconds()).endObject();
    }

    private static void hook(JsonWriter w, AuthHook hook) {
        w.beginObject().name("url").string(hook.url().toString());
        w.name("timeout").number(hook.timeout().toMillis());
        w.name("cache").number(hook.cache().toSeconds()).endObject();
    }

    private static void strings(JsonWriter w, Collection<String> values) {
        w.beginArray();
        values.forEach(w::string);
        w.endArray();
    }
}
