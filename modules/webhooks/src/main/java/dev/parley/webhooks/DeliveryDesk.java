package dev.parley.webhooks;

import static dev.parley.bus.webhooks.WebhookAnswer.answered;
import static dev.parley.bus.webhooks.WebhookAnswer.refused;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Tell.Patience;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.WebhookQuestion.FindDelivery;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.Ping;
import dev.parley.bus.webhooks.WebhookQuestion.Replay;
import dev.parley.bus.webhooks.WebhookQuestion.ReplaySince;
import dev.parley.bus.webhooks.WebhookQuestion.Replayed;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.StoredDelivery;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what is asked about deliveries. Owned by {@link Desk}; on a virtual thread of the verticle's context.
 */
final class DeliveryDesk {

    /** So many are in memory at once. */
    private static final int PORTION = 200;

    private static final Set<DeliveryState> SETTLED = EnumSet.of(DeliveryState.DELIVERED, DeliveryState.DEAD);

    private final EndpointTable table;
    private final Deliveries deliveries;
    private final Dispatch dispatch;
    private final InstantSource clock;

    DeliveryDesk(EndpointTable table, Deliveries deliveries, Dispatch dispatch, InstantSource clock) {
        this.table = table;
        this.deliveries = deliveries;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    WebhookAnswer<WebhookQuestion.Deliveries> list(ListDeliveries asked) {
        List<DeliveryRecord> found =
                deliveries
                        .list(asked.app(), asked.endpoint(), asked.states(), asked.before(), asked.limit() + 1)
                        .await()
                        .stream()
                        .map(StoredDelivery::record)
                        .toList();
        boolean more = found.size() > asked.limit();
        return answered(new WebhookQuestion.Deliveries(more ? found.subList(0, asked.limit()) : found, more));
    }

    WebhookAnswer<DeliveryRecord> find(FindDelivery asked) {
        return known(asked.app(), asked.id());
    }

    private WebhookAnswer<DeliveryRecord> known(String app, String id) {
        return deliveries
                .find(app, id)
                .await()
                .map(found -> answered(found.record()))
                .orElseGet(() -> refused(WebhookFault.UNKNOWN_DELIVERY));
    }

    WebhookAnswer<DeliveryRecord> ping(Ping asked) {
        Optional<WebhookFault> fault = faultOfEndpoint(asked.app(), asked.id());
        if (fault.isPresent()) return refused(fault.get());
        Draft ping = ping(asked.app(), asked.id());
        if (!dispatch.store(List.of(ping), Patience.REFUSE).await()) return refused(WebhookFault.BUSY);
        return known(asked.app(), ping.id());
    }

    private Draft ping(String app, String endpoint) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String type = Activity.Type.PING.wire();
        RawJson data = JsonWriter.object(w -> w.name("endpoint").string(endpoint));
        RawJson body = new Activity(app, Activity.Type.PING, now, data).toJson();
        return new Draft(MessageIds.next(), app, endpoint, "", Optional.empty(), type, now, body, Optional.empty());
    }

    /** Why nothing can be sent again. Addresses that callbacks name are no endpoints, and have no such state. */
    private Optional<WebhookFault> fault(String app, String to) {
        return new Recipient(app, to).isCallback() ? Optional.empty() : faultOfEndpoint(app, to);
    }

    private Optional<WebhookFault> faultOfEndpoint(String app, String endpoint) {
        table.refresh().await();
        Optional<Endpoint> found = table.find(app, endpoint);
        if (found.isEmpty()) return Optional.of(WebhookFault.UNKNOWN_ENDPOINT);
        return found.get().disabled().map(disabled -> WebhookFault.ENDPOINT_DISABLED);
    }

    WebhookAnswer<DeliveryRecord> replay(Replay asked) {
        Optional<StoredDelivery> found =
                deliveries.find(asked.app(), asked.id()).await();
        if (found.isEmpty()) return refused(WebhookFault.UNKNOWN_DELIVERY);
        if (isPending(found.get())) return refused(WebhookFault.STILL_PENDING);
        Optional<WebhookFault> fault = fault(asked.app(), found.get().record().endpoint());
        if (fault.isPresent()) return refused(fault.get());
        boolean again = dispatch.replay(List.of(found.get())).await() > 0;
        return again ? known(asked.app(), asked.id()) : refused(whyNot(asked));
    }

    private static boolean isPending(StoredDelivery delivery) {
        return delivery.record().state() == DeliveryState.PENDING;
    }

    /** Somebody else may have sent it again, or it may have been removed meanwhile. */
    private WebhookFault whyNot(Replay asked) {
        return deliveries
                .find(asked.app(), asked.id())
                .await()
                .map(now -> isPending(now) ? WebhookFault.STILL_PENDING : WebhookFault.BUSY)
                .orElse(WebhookFault.UNKNOWN_DELIVERY);
    }

    WebhookAnswer<Replayed> replay(ReplaySince asked) {
        Optional<WebhookFault> fault = fault(asked.app(), asked.endpoint());
        if (fault.isPresent()) return refused(fault.get());
        var states = EnumSet.copyOf(SETTLED);
        states.retainAll(asked.states());
        List<String> ids = deliveries
                .since(asked.app(), asked.endpoint(), asked.since(), states)
                .await();
        int replayed = 0;
        for (int from = 0; from < ids.size(); from += PORTION) {
            List<String> portion = ids.subList(from, Math.min(ids.size(), from + PORTION));
            replayed += dispatch.replay(settled(portion)).await();
        }
        return answered(new Replayed(replayed));
    }

    /** In the order of their ids here. */
    private List<StoredDelivery> settled(List<String> ids) {
        Map<String, Integer> order = new HashMap<>();
        for (String id : ids) order.put(id, order.size());
        return deliveries.read(ids).await().stream()
                .filter(each -> !isPending(each))
                .sorted(Comparator.comparing(each -> order.getOrDefault(each.id(), 0)))
                .toList();
    }
}
