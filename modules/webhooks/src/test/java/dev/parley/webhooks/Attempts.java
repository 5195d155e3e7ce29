package dev.parley.webhooks;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.outbound.Guard;
import dev.parley.outbound.HttpCaller;
import dev.parley.outbound.OutboundConfig;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A sender on a virtual thread, as in production, and what it is to send. */
final class Attempts {

    /** The secret of the configured receiver of the app {@code default}. */
    static final SecretKey CONFIGURED = key("the secret of the configured receiver");

    /** The current signing secret of every app but {@code nobody}. */
    static final SecretKey SIGNING = key("test-api-key");

    private final Context context;
    private final Sender sender;

    private Attempts(Context context, Sender sender) {
        this.context = context;
        this.sender = sender;
    }

    static Attempts on(Vertx vertx, Duration timeout) throws Exception {
        return on(vertx, timeout, new OutboundConfig(true, List.of(), false));
    }

    static Attempts on(Vertx vertx, Duration timeout, OutboundConfig outbound) throws Exception {
        return on(vertx, timeout, outbound, Tracing.OFF);
    }

    static Attempts on(Vertx vertx, Duration timeout, OutboundConfig outbound, Tracing tracing) throws Exception {
        var config = Node.telling(URI.create("http://127.0.0.1/"), timeout, List.of(), 1);
        var configured = new WebhooksConfig.Endpoint("default", URI.create("http://127.0.0.1/"), CONFIGURED);
        Promise<Attempts> started = Promise.promise();
        var verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                var caller = new HttpCaller(vertx, new Guard(outbound), 4);
                var sender = new Sender(caller, with(config, configured), Attempts::app, tracing);
                started.complete(new Attempts(context, sender));
                return Future.succeededFuture();
            }
        };
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await(10, TimeUnit.SECONDS);
        return started.future().await(10, TimeUnit.SECONDS);
    }

    private static WebhooksConfig with(WebhooksConfig it, WebhooksConfig.Endpoint configured) {
        return new WebhooksConfig(
                Optional.of(configured),
                it.timeout(),
                it.retryAfter(),
                it.queued(),
                it.maxPending(),
                it.maxInFlight(),
                it.maxInFlightPerEndpoint(),
                it.kept(),
                it.keptDead(),
                it.disableAfter(),
                it.circuitFailures(),
                it.circuitPause(),
                it.maxEndpoints(),
                it.lease());
    }

    private static Optional<App> app(String id) {
        if (id.equals("nobody")) return Optional.empty();
        var current = new SigningSecret("2", SIGNING, Optional.empty());
        var previous = new SigningSecret("1", key("an earlier one"), Optional.of(Instant.MAX));
        return Optional.of(App.bare(id).withSecrets(List.of(current, previous)));
    }

    static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    static EndpointSecret secret(String text, Optional<Instant> until) {
        return new EndpointSecret("s", key(text), until);
    }

    static Endpoint endpoint(URI url, List<EndpointSecret> secrets, Optional<EndpointKey> key) {
        var settings = new EndpointSettings(url, Set.<Activity.Type>of(), 10, "");
        return new Endpoint("ep_1", "shop", settings, secrets, key, Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    static Post callback(URI url, Form form, String app, Instant at, String body) {
        return new Post(url, false, form, "msg_1", app, at, List.of(delivery("msg_1", body)), Optional.empty());
    }

    static Post to(Endpoint endpoint, Instant at, StoredDelivery... deliveries) {
        return new Post(
                endpoint.url(),
                false,
                Form.STANDARD,
                deliveries.length == 1 ? deliveries[0].id() : "msg_batch",
                endpoint.app(),
                at,
                List.of(deliveries),
                Optional.of(endpoint));
    }

    static StoredDelivery delivery(String id, String body) {
        return delivery(id, body, Optional.empty());
    }

    static StoredDelivery delivery(String id, String body, Optional<String> trace) {
        byte[] json = body.getBytes(StandardCharsets.UTF_8);
        var valid = (RawJson.Valid) RawJson.check(json, 0, json.length, 100);
        var record = new DeliveryRecord(
                id,
                "shop",
                "ep_1",
                "room.joined",
                DeliveryState.PENDING,
                Instant.EPOCH,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                valid.value());
        return new StoredDelivery(0, 1, "lane", Optional.empty(), trace, record);
    }

    Judged make(Post post) throws Exception {
        return onItsContext(() -> sender.send(post)).await(60, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        onItsContext(sender::close).await(10, TimeUnit.SECONDS);
    }

    private <T> Future<T> onItsContext(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> task.get().onComplete(done));
        return done.future();
    }
}
