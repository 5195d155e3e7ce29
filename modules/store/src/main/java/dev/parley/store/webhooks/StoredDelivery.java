package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.DeliveryRecord;
import java.net.URI;
import java.util.Optional;

/**
 * A delivery as it is kept.
 *
 * @param partition which of the outbox's partitions it is in
 * @param seq its place there; of two of one lane the smaller one goes first
 * @param lane what arrives in order, within one endpoint
 * @param target nothing where it goes to its endpoint
 * @param trace of what it tells of, as a W3C {@code traceparent}
 */
public record StoredDelivery(
        int partition, long seq, String lane, Optional<Target> target, Optional<String> trace, DeliveryRecord record) {

    /** Where a {@link Callback} goes, as it was told. */
    public record Target(URI url, boolean trusted, Callback.Form form) {}

    public String id() {
        return record.id();
    }
}
