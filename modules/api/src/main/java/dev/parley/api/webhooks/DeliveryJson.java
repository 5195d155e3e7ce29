package dev.parley.api.webhooks;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.WebhookQuestion.Deliveries;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Optional;

/** Deliveries as their senders see them; {@code openapi.yaml} describes it. */
final class DeliveryJson {

    private DeliveryJson() {}

    static RawJson deliveries(Deliveries some) {
        return JsonWriter.object(w -> {
            w.name("deliveries").beginArray();
            for (DeliveryRecord delivery : some.deliveries()) w.raw(summary(delivery));
            w.endArray();
            if (some.more()) w.name("next").string(some.deliveries().getLast().id());
        });
    }

    /** A delivery as one of many: with no attempt but the last one, and without its body. */
    static RawJson summary(DeliveryRecord delivery) {
        return JsonWriter.object(w -> {
            members(w, delivery);
            if (!delivery.attempts().isEmpty())
                attempt(w.name("lastAttempt"), delivery.attempts().getLast());
        });
    }

    /** A delivery with all that is known of it. */
    static RawJson whole(DeliveryRecord delivery) {
        return JsonWriter.object(w -> {
            members(w, delivery);
            w.name("attempts").beginArray();
            for (Attempt attempt : delivery.attempts()) attempt(w, attempt);
            w.endArray().name("body").raw(delivery.body());
        });
    }

    private static void members(JsonWriter w, DeliveryRecord delivery) {
        w.name("id").string(delivery.id());
        w.name("endpoint").string(delivery.endpoint());
        w.name("type").string(delivery.type());
        w.name("state").string(delivery.state().text());
        time(w, "accepted", Optional.of(delivery.accepted()));
        w.name("failures").number(delivery.failures());
        time(w, "next", delivery.next());
        time(w, "settled", delivery.settled());
    }

    private static void attempt(JsonWriter w, Attempt attempt) {
        w.beginObject();
        time(w, "at", Optional.of(attempt.at()));
        if (attempt.status() > 0) w.name("status").number(attempt.status());
        w.name("result").string(attempt.result());
        w.name("millis").number(attempt.took().toMillis());
        if (!attempt.answer().isEmpty()) w.name("answer").string(attempt.answer());
        w.endObject();
    }

    private static void time(JsonWriter w, String name, Optional<Instant> at) {
        at.ifPresent(known -> w.name(name).string(known.toString()));
    }
}
