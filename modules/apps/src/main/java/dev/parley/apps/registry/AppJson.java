package dev.parley.apps.registry;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.AppSettings;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * An app as the text of its record. Signing secrets are in it, since they have to sign; of API keys only the digests are.
 * Members that are not known are no fault: during an upgrade newer nodes write for older ones.
 */
final class AppJson {

    private static final int MAX_DEPTH = 20;
    private static final int MANY = 10_000;

    private AppJson() {}

    static String write(App app) {
        return JsonWriter.build(w -> {
                    w.beginObject().name("id").string(app.id());
                    SettingsJson.writeWithSecrets(w, app.settings());
                    w.name("keys").beginArray();
                    for (ApiKey key : app.keys()) key(w, key);
                    w.endArray().name("secrets").beginArray();
                    for (SigningSecret secret : app.secrets()) secret(w, secret);
                    w.endArray().endObject();
                })
                .toString();
    }

    private static void key(JsonWriter w, ApiKey key) {
        w.beginObject().name("id").string(key.id()).name("digest").string(key.digest());
        w.name("scopes").beginArray();
        for (Scope scope : Scope.values()) {
            if (key.scopes().contains(scope)) w.string(scope.text());
        }
        w.endArray();
        key.until().ifPresent(until -> w.name("until").string(until.toString()));
        w.endObject();
    }

    private static void secret(JsonWriter w, SigningSecret secret) {
        String key = Base64.getEncoder().encodeToString(secret.key().getEncoded());
        w.beginObject().name("id").string(secret.id()).name("key").string(key);
        secret.until().ifPresent(until -> w.name("until").string(until.toString()));
        w.endObject();
    }

    /** The app of that id; nothing if the text is no record of it. */
    static Optional<App> read(String id, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!(RawJson.check(bytes, 0, bytes.length, MAX_DEPTH) instanceof RawJson.Valid valid)) return Optional.empty();
        Members members = Members.withoutNulls(valid.value());
        AppSettings settings = SettingsReader.read(members, true);
        List<ApiKey> keys = members.objects("keys", MANY).stream()
                .flatMap(key -> key(key).stream())
                .toList();
        List<SigningSecret> secrets = members.objects("secrets", MANY).stream()
                .flatMap(secret -> secret(secret).stream())
                .toList();
        boolean named = members.value("id").flatMap(RawJson::asString).equals(Optional.of(id));
        if (!named || !members.wrong().isEmpty()) return Optional.empty();
        return Optional.of(new App(
                id,
                settings.name(),
                keys,
                secrets,
                settings.trusts(),
                settings.hook(),
                settings.origins(),
                settings.md5JoinTokens(),
                settings.limits()));
    }

    private static Optional<ApiKey> key(Members key) {
        key.require("id", "digest");
        Optional<String> id = key.string("id", MANY);
        Optional<String> digest =
                key.text("digest", "a digest", text -> Optional.of(text).filter(hex -> hex.matches("[0-9a-f]{64}")));
        var scopes = EnumSet.noneOf(Scope.class);
        for (RawJson scope : key.value("scopes").map(RawJson::elements).orElse(List.of())) {
            scope.asString().flatMap(Scope::of).ifPresent(scopes::add);
        }
        Optional<Instant> until = key.time("until", "a time", any -> true);
        return id.flatMap(name -> digest.map(hex -> new ApiKey(name, hex, scopes, until)));
    }

    private static Optional<SigningSecret> secret(Members secret) {
        secret.require("id", "key");
        Optional<String> id = secret.string("id", MANY);
        Optional<SecretKey> key = secret.text("key", "Base64", AppJson::hmac);
        Optional<Instant> until = secret.time("until", "a time", any -> true);
        return id.flatMap(name -> key.map(hmac -> new SigningSecret(name, hmac, until)));
    }

    private static Optional<SecretKey> hmac(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return key.length == 0 ? Optional.empty() : Optional.of(new SecretKeySpec(key, "HmacSHA256"));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
