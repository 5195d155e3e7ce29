package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.documents.Stored;
import dev.parley.store.webhooks.StoredDelivery.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A delivery as a document: {@code {_id, pos: partition:seq, part, seq, app, endpoint, lane, type, state, at, failures, next,
 * settled, attempts: [{at, status, result, took, answer}], url, trusted, form, trace, body}}. Times are milliseconds; the
 * body is text, so that nothing in it means something to the store.
 */
final class DeliveryFields {

    static final String[] ALL = {
        "_id",
        "part",
        "seq",
        "app",
        "endpoint",
        "lane",
        "type",
        "state",
        "at",
        "failures",
        "next",
        "settled",
        "attempts",
        "url",
        "trusted",
        "form",
        "trace",
        "body"
    };
    static final String[] SKETCH = {"_id", "seq", "app", "endpoint", "lane", "state", "failures", "next", "at"};

    private DeliveryFields() {}

    static String pos(int partition, long seq) {
        return partition + ":" + seq;
    }

    static JsonObject document(StoredDelivery delivery) {
        DeliveryRecord record = delivery.record();
        JsonObject document = id(record.id())
                .put("pos", pos(delivery.partition(), delivery.seq()))
                .put("part", delivery.partition())
                .put("seq", delivery.seq())
                .put("app", record.app())
                .put("endpoint", record.endpoint())
                .put("lane", delivery.lane())
                .put("type", record.type())
                .put("state", record.state().text())
                .put("at", record.accepted().toEpochMilli())
                .put("failures", record.failures())
                .put("body", record.body().toString());
        record.next().ifPresent(next -> document.put("next", next.toEpochMilli()));
        record.settled().ifPresent(settled -> document.put("settled", settled.toEpochMilli()));
        if (!record.attempts().isEmpty()) {
            var attempts = new JsonArray();
            record.attempts().forEach(each -> attempts.add(attempt(each)));
            document.put("attempts", attempts);
        }
        delivery.target()
                .ifPresent(target -> document.put("url", target.url().toString())
                        .put("trusted", target.trusted())
                        .put("form", target.form().name()));
        delivery.trace().ifPresent(trace -> document.put("trace", trace));
        return document;
    }

    static JsonObject attempt(Attempt attempt) {
        return new JsonObject()
                .put("at", attempt.at().toEpochMilli())
                .put("status", attempt.status())
                .put("result", attempt.result())
                .put("took", attempt.took().toMillis())
                .put("answer", attempt.answer());
    }

    static StoredDelivery delivery(JsonObject document) {
        List<Attempt> attempts = document.getJsonArray("attempts", new JsonArray()).stream()
                .map(each -> attempt((JsonObject) each))
                .toList();
        var record = new DeliveryRecord(
                document.getString("_id"),
                document.getString("app"),
                document.getString("endpoint"),
                document.getString("type"),
                state(document),
                at(document),
                document.getInteger("failures"),
                Stored.instant(document, "next"),
                Stored.instant(document, "settled"),
                attempts,
                Stored.json(document.getString("body")));
        return new StoredDelivery(
                document.getInteger("part"),
                document.getLong("seq"),
                document.getString("lane"),
                target(document),
                Optional.ofNullable(document.getString("trace")),
                record);
    }

    private static Attempt attempt(JsonObject document) {
        return new Attempt(
                at(document),
                document.getInteger("status"),
                document.getString("result"),
                Duration.ofMillis(document.getLong("took")),
                document.getString("answer"));
    }

    private static Optional<Target> target(JsonObject document) {
        return Optional.ofNullable(document.getString("url"))
                .map(url -> new Target(
                        URI.create(url),
                        document.getBoolean("trusted"),
                        Callback.Form.valueOf(document.getString("form"))));
    }

    static DeliverySketch sketch(JsonObject document) {
        return new DeliverySketch(
                document.getString("_id"),
                document.getLong("seq"),
                document.getString("app"),
                document.getString("endpoint"),
                document.getString("lane"),
                state(document),
                document.getInteger("failures"),
                Stored.instant(document, "next"),
                at(document));
    }

    private static DeliveryState state(JsonObject document) {
        return DeliveryState.of(document.getString("state")).orElseThrow();
    }

    private static Instant at(JsonObject document) {
        return Stored.instant(document, "at").orElseThrow();
    }
}
