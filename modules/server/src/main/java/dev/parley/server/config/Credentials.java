package dev.parley.server.config;

import dev.parley.api.access.AdminKeys;
import dev.parley.apps.ApiKey;
import dev.parley.apps.SigningSecret;
import dev.parley.webhooks.WebhooksConfig.Endpoint;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;

/**
 * Keys and secrets: the application's, and those that open the admin API.
 *
 * @param tokenSecrets sign join tokens, the current one first
 * @param webhook nothing when the application has no receiver
 */
record Credentials(
        List<ApiKey> apiKeys, List<SigningSecret> tokenSecrets, Optional<Endpoint> webhook, AdminKeys admin) {

    private static final String API_KEYS = "app.api-keys";
    private static final String ADMIN_KEYS = "admin.api-keys";
    private static final String TOKEN_SECRETS = "app.join-token-secrets";
    private static final String URL = "app.webhook.url";
    private static final String SECRET = "app.webhook.secret";

    /** RFC 2104: an HMAC key shorter than the hash weakens it. Standard Webhooks asks for 24 bytes. */
    private static final int GOOD_TOKEN_SECRET = 32;

    private static final int GOOD_WEBHOOK_SECRET = 24;

    static Credentials read(Settings settings, Mode mode, String app) {
        List<String> apiKeys = settings.list(API_KEYS, Kinds.API_KEY);
        if (apiKeys.isEmpty()) missingApiKey(settings, mode);
        return new Credentials(
                numbered(apiKeys, (id, key) -> ApiKey.of(id, key)),
                numbered(tokenKeys(settings, apiKeys), (id, key) -> new SigningSecret(id, key, Optional.empty())),
                webhook(settings, app),
                adminKeys(settings, apiKeys));
    }

    /** Those of the configuration have their place in it for a name. */
    private static <S, T> List<T> numbered(List<S> all, BiFunction<String, S, T> named) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> named.apply("configured-" + (i + 1), all.get(i)))
                .toList();
    }

    private static void missingApiKey(Settings settings, Mode mode) {
        switch (mode) {
            case PRODUCTION -> settings.refuse(API_KEYS, "none, and production needs one", "set HTTP_API_KEY");
            case DEVELOPMENT ->
                settings.warn(
                        API_KEYS, "none, so each start makes one and prints it; set HTTP_API_KEY for one that stays");
        }
    }

    private static AdminKeys adminKeys(Settings settings, List<String> apiKeys) {
        List<String> keys = settings.list(ADMIN_KEYS, Kinds.API_KEY);
        if (!Collections.disjoint(keys, apiKeys)) {
            settings.refuse(ADMIN_KEYS, "one of them opens the app too (app.api-keys)", "make another one");
        }
        return AdminKeys.of(keys);
    }

    private static List<SecretKey> tokenKeys(Settings settings, List<String> apiKeys) {
        List<String> secrets = settings.list(TOKEN_SECRETS, Kinds.SECRET);
        if (secrets.isEmpty() && !apiKeys.isEmpty()) {
            settings.warn(TOKEN_SECRETS, "none, so the API key signs join tokens; set JOIN_TOKEN_SECRET");
        }
        List<SecretKey> keys = (secrets.isEmpty() ? apiKeys : secrets)
                .stream().map(Secrets::hmac).toList();
        for (SecretKey key : keys) warnIfShort(settings, TOKEN_SECRETS, key, GOOD_TOKEN_SECRET);
        return keys;
    }

    private static Optional<Endpoint> webhook(Settings settings, String app) {
        Optional<URI> url = settings.maybe(URL, Kinds.WEBHOOK_URL);
        Optional<SecretKey> secret = settings.maybe(SECRET, Kinds.WEBHOOK_SECRET);
        if (url.isPresent() && !settings.present(SECRET)) {
            String fix = "set WEBHOOK_SECRET to the output of: " + Kinds.NEW_WEBHOOK_SECRET;
            settings.refuse(SECRET, "none, and app.webhook.url needs one to sign with", fix);
        }
        if (secret.isPresent() && !settings.present(URL)) settings.warn(SECRET, "of no use without app.webhook.url");
        secret.ifPresent(key -> warnIfShort(settings, SECRET, key, GOOD_WEBHOOK_SECRET));
        return url.flatMap(u -> secret.map(s -> new Endpoint(app, u, s)));
    }

    private static void warnIfShort(Settings settings, String key, SecretKey secret, int good) {
        int bytes = Secrets.length(secret);
        if (bytes >= good) return;
        settings.warn(key, "a secret of only " + bytes + " bytes can be guessed; use " + good + " or more");
    }
}
