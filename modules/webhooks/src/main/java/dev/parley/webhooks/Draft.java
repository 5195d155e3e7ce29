package dev.parley.webhooks;

import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.StoredDelivery.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery that is to be stored. Its partition and its place there are its owner's to say.
 *
 * @param endpoint the id of its endpoint; of a callback the origin of its address
 * @param target as in {@link dev.parley.store.webhooks.StoredDelivery}
 * @param body of an activity {@code {"type","timestamp","data"}}
 * @param trace of what it tells of
 */
record Draft(
        String id,
        String app,
        String endpoint,
        String lane,
        Optional<Target> target,
        String type,
        Instant at,
        RawJson body,
        Optional<String> trace) {}
