package dev.parley.webhooks;

import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Activity;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.webhooks.WebhooksConfig.Endpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The verticle under test on a real bus. */
final class Node {

    static final byte[] SECRET = "a secret of the tests only".getBytes(StandardCharsets.US_ASCII);
    static final Instant THEN = Instant.parse("2026-03-01T12:00:00.250Z");

    private static final SecretKey KEY = new SecretKeySpec(SECRET, "HmacSHA256");

    private final Vertx vertx;
    private final Bus bus;
    private final WebhookVerticle verticle;
    private final String deployment;

    private Node(Vertx vertx, WebhooksConfig config, InstantSource clock) throws Exception {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
        this.verticle = new WebhookVerticle(config, bus, clock);
        this.deployment = vertx.deployVerticle(
                        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await(10, TimeUnit.SECONDS);
    }

    static Node start(Vertx vertx, WebhooksConfig config) throws Exception {
        return start(vertx, config, InstantSource.system());
    }

    static Node start(Vertx vertx, WebhooksConfig config, InstantSource clock) throws Exception {
        return new Node(vertx, config, clock);
    }

    /** Five attempts in quick succession, each with plenty of time. */
    static WebhooksConfig telling(URI url) {
        return telling(url, Duration.ofSeconds(10), Collections.nCopies(4, Duration.ofMillis(20)), 1_000);
    }

    static WebhooksConfig telling(URI url, Duration timeout, List<Duration> retryAfter, int queued) {
        return new WebhooksConfig(Optional.of(new Endpoint("default", url, KEY)), timeout, retryAfter, queued);
    }

    static RawJson data(String socket, int number) {
        return JsonWriter.build(w -> w.beginObject()
                .name("socket")
                .string(socket)
                .name("n")
                .number(number)
                .endObject());
    }

    void emit(String socket, int number) {
        emit(Activity.Type.JOINED, data(socket, number));
    }

    void emit(Activity.Type type, RawJson data) {
        bus.send(Addresses.ACTIVITY, new Activity("default", type, THEN, data));
    }

    WebhookCounts counts() {
        return verticle.counts();
    }

    /** Waits for the numbers to be so. */
    void until(Predicate<WebhookCounts> so) {
        await().atMost(Duration.ofSeconds(20)).until(this::counts, so);
    }

    void stop() throws Exception {
        vertx.undeploy(deployment).await(20, TimeUnit.SECONDS);
    }
}
