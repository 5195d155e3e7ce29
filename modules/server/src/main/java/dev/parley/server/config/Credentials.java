package dev.parley.server.config;

import dev.parley.api.ApiKey;
import dev.parley.webhooks.WebhooksConfig.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The application's keys and secrets.
 *
 * @param tokenKeys sign join tokens, the current one first
 * @param webhook nothing when the application has no receiver
 */
record Credentials(List<ApiKey> apiKeys, List<SecretKey> tokenKeys, Optional<Endpoint> webhook) {

    private static final String API_KEYS = "app.api-keys";
    private static final String TOKEN_SECRETS = "app.join-token-secrets";
    private static final String URL = "app.webhook.url";
    private static final String SECRET = "app.webhook.secret";

    /** RFC 2104: an HMAC key shorter than the hash weakens it. Standard Webhooks asks for 24 bytes. */
    private static final int GOOD_TOKEN_SECRET = 32;

    private static final int GOOD_WEBHOOK_SECRET = 24;

    static Credentials read(Settings settings, Mode mode) {
        List<String> apiKeys = settings.list(API_KEYS, Kinds.API_KEY);
        if (apiKeys.isEmpty()) missingApiKey(settings, mode);
        return new Credentials(
                apiKeys.stream().map(ApiKey::of).toList(), tokenKeys(settings, apiKeys), webhook(settings));
    }

    private static void missingApiKey(Settings settings, Mode mode) {
        switch (mode) {
            case PRODUCTION -> settings.refuse(API_KEYS, "none, and production needs one", "set HTTP_API_KEY");
            case DEVELOPMENT ->
                settings.warn(
                        API_KEYS, "none, so each start makes one and prints it; set HTTP_API_KEY for one that stays");
        }
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

    private static Optional<Endpoint> webhook(Settings settings) {
        Optional<URI> url = settings.maybe(URL, Kinds.WEBHOOK_URL);
        Optional<SecretKey> secret = settings.maybe(SECRET, Kinds.WEBHOOK_SECRET);
        if (url.isPresent() && !settings.present(SECRET)) {
            String fix = "set WEBHOOK_SECRET to the output of: " + Kinds.NEW_WEBHOOK_SECRET;
            settings.refuse(SECRET, "none, and app.webhook.url needs one to sign with", fix);
        }
        if (secret.isPresent() && !settings.present(URL)) settings.warn(SECRET, "of no use without app.webhook.url");
        secret.ifPresent(key -> warnIfShort(settings, SECRET, key, GOOD_WEBHOOK_SECRET));
        return url.flatMap(u -> secret.map(s -> new Endpoint(u, s)));
    }

    private static void warnIfShort(Settings settings, String key, SecretKey secret, int good) {
        int bytes = Secrets.length(secret);
        if (bytes >= good) return;
        settings.warn(key, "a secret of only " + bytes + " bytes can be guessed; use " + good + " or more");
    }
}
