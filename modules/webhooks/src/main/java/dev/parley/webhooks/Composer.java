package dev.parley.webhooks;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.StoredDelivery;
import dev.parley.webhooks.StandardWebhook.Signers;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * Puts into words what an attempt sends. Confined to the context of its {@link Sender}.
 *
 * @param configured the receiver in the configuration, whose secret signs what its app's callbacks say too
 * @param apps finds an app as it is at the moment
 */
record Composer(Optional<WebhooksConfig.Endpoint> configured, Function<String, Optional<App>> apps) {

    /** The body and its headers. */
    record Letter(MultiMap headers, Buffer body) {}

    /** Nothing if it has to be signed and there is no secret: the app is gone, or has none. */
    Optional<Letter> compose(Post post) {
        if (post.endpoint().isPresent()) {
            return Optional.of(
                    standard(post, body(post), signers(post.endpoint().get(), post.at())));
        }
        RawJson body = post.deliveries().getFirst().record().body();
        return switch (post.form()) {
            case JSON ->
                Optional.of(standard(
                        post, body, webhookSecret(post.app()).map(Signers::by).orElse(Signers.NONE)));
            case STANDARD ->
                webhookSecret(post.app())
                        .or(() -> signingSecret(post.app()))
                        .map(secret -> standard(post, body, Signers.by(secret)));
            case SIGNED_TEXT ->
                signingSecret(post.app())
                        .map(secret -> new Letter(
                                types("text/plain;charset=UTF-8", "*/*"),
                                Buffer.buffer(SignedText.of(body, post.at(), secret))));
        };
    }

    private static Letter standard(Post post, RawJson json, Signers signers) {
        byte[] body = json.toBytes();
        // What a widespread client says of itself; some receivers look at it.
        String accept = post.form() == Form.JSON ? "application/json, text/plain, */*" : "*/*";
        MultiMap headers = types("application/json", accept);
        headers.addAll(StandardWebhook.headers(post.id(), post.at(), body, signers));
        return new Letter(headers, Buffer.buffer(body));
    }

    private static MultiMap types(String content, String accept) {
        return MultiMap.caseInsensitiveMultiMap().add("content-type", content).add("accept", accept);
    }

    /** As it is stored, or as {@link EndpointSettings} says of several. */
    private static RawJson body(Post post) {
        List<StoredDelivery> deliveries = post.deliveries();
        if (deliveries.size() == 1) return deliveries.getFirst().record().body();
        return JsonWriter.object(w -> {
            w.name("type").string("batch");
            w.name("timestamp").string(Activity.time(post.at()));
            w.name("data").beginArray();
            for (StoredDelivery each : deliveries) {
                w.beginObject().name("id").string(each.id());
                each.record()
                        .body()
                        .members()
                        .forEach((name, value) -> w.name(name).raw(value));
                w.endObject();
            }
            w.endArray();
        });
    }

    private static Signers signers(Endpoint endpoint, Instant at) {
        List<SecretKey> secrets = endpoint.secrets().stream()
                .filter(secret -> secret.isGoodAt(at))
                .map(EndpointSecret::key)
                .toList();
        return new Signers(secrets, endpoint.signingKey().map(EndpointKey::privateKey));
    }

    private Optional<SecretKey> webhookSecret(String app) {
        return configured.filter(it -> it.app().equals(app)).map(WebhooksConfig.Endpoint::secret);
    }

    private Optional<SecretKey> signingSecret(String app) {
        return apps.apply(app).flatMap(it -> it.secrets().stream().findFirst()).map(SigningSecret::key);
    }
}
