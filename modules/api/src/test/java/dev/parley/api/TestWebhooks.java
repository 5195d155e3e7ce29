package dev.parley.api;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.spec.SecretKeySpec;

/** In the place of WebhookVerticle: keeps what is asked, and answers what the test says. */
final class TestWebhooks {

    static final Instant THEN = Instant.parse("2030-01-31T12:00:00Z");
    static final String AT = "\"2030-01-31T12:00:00Z\"";
    static final URI URL = URI.create("https://shop.example/hook?token=t0p");

    final Queue<WebhookQuestion<?>> asked = new ConcurrentLinkedQueue<>();
    private volatile WebhookAnswer<?> answer = WebhookAnswer.refused(WebhookFault.BUSY);

    TestWebhooks(Bus bus) {
        TestApi.get(bus.answer(Addresses.WEBHOOKS, question -> {
            asked.add((WebhookQuestion<?>) question);
            return Future.succeededFuture(answer);
        }));
    }

    void tells(Object value) {
        answer = WebhookAnswer.answered(value);
    }

    void refuses(WebhookFault fault) {
        answer = WebhookAnswer.refused(fault);
    }

    /** One that wants everything, and of which there is nothing more to say. */
    static Endpoint endpoint() {
        return endpoint("ep_1", new EndpointSettings(URL, Set.of(), 1, ""), List.of(secret("sec_1", Optional.empty())));
    }

    static Endpoint endpoint(String id, EndpointSettings settings, List<EndpointSecret> secrets) {
        return new Endpoint(
                id, "default", settings, secrets, Optional.empty(), Optional.empty(), Optional.empty(), THEN);
    }

    /** One of which there is everything to say. */
    static Endpoint failed() {
        return new Endpoint(
                "ep_2",
                "default",
                new EndpointSettings(URL, Set.of(Activity.Type.VACATED, Activity.Type.JOINED), 10, "The shop"),
                List.of(secret("sec_1", Optional.empty())),
                Optional.of(new EndpointKey("the private key".getBytes(StandardCharsets.UTF_8), "whpk_cHVibGlj")),
                Optional.of(new Endpoint.Disabled(THEN, "gone")),
                Optional.of(THEN),
                THEN);
    }

    static EndpointSecret secret(String id, Optional<Instant> until) {
        byte[] key = ("the secret " + id).getBytes(StandardCharsets.UTF_8);
        return new EndpointSecret(id, new SecretKeySpec(key, "HmacSHA256"), until);
    }

    /** Of which nothing is known but that it waits. */
    static DeliveryRecord fresh(String id) {
        return new DeliveryRecord(
                id,
                "default",
                "ep_1",
                "room.joined",
                DeliveryState.PENDING,
                THEN,
                0,
                Optional.of(THEN),
                Optional.empty(),
                List.of(),
                body());
    }

    /** One that was given up after a receiver that did not answer, and one that answered something. */
    static DeliveryRecord dead(String id) {
        return new DeliveryRecord(
                id,
                "default",
                "ep_1",
                "room.joined",
                DeliveryState.DEAD,
                THEN,
                2,
                Optional.empty(),
                Optional.of(THEN),
                List.of(
                        new Attempt(THEN, 0, "timeout", Duration.ofSeconds(15), ""),
                        new Attempt(THEN, 500, "status 500", Duration.ofMillis(7), "out of order")),
                body());
    }

    static RawJson body() {
        return JsonWriter.object(w -> w.name("type").string("room.joined"));
    }
}
