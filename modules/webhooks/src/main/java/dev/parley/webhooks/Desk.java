package dev.parley.webhooks;

import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindDelivery;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.Ping;
import dev.parley.bus.webhooks.WebhookQuestion.Replay;
import dev.parley.bus.webhooks.WebhookQuestion.ReplaySince;
import dev.parley.bus.webhooks.WebhookQuestion.RotateSecret;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import dev.parley.outbound.Guard;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.WebhookStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes every question of this node to whoever answers it. Owned by the verticle's context, on which each question has a
 * virtual thread: while one waits for the store, others go on.
 */
final class Desk {

    /** How many questions are under way at the same time; further ones are refused. */
    private static final int OPEN = 64;

    private final Context context;
    private final BooleanSupplier prepared;
    private final Optional<Clerks> clerks;
    private int open;

    private record Clerks(EndpointDesk endpoints, DeliveryDesk deliveries) {}

    /**
     * One for each verticle.
     *
     * @param kept nothing where there is no store: everything is refused then
     * @param prepared whether the store may be asked yet
     */
    Desk(
            Context context,
            Optional<WebhookStore> kept,
            BooleanSupplier prepared,
            EndpointTable table,
            Dispatch dispatch,
            Guard guard,
            WebhooksConfig config,
            InstantSource clock) {
        this.context = context;
        this.prepared = prepared;
        this.clerks = kept.map(store -> new Clerks(
                new EndpointDesk(table, store, dispatch, guard, config.maxEndpoints(), clock),
                new DeliveryDesk(table, store.deliveries(), dispatch, clock)));
    }

    /** Fails for bugs alone. */
    Future<WebhookAnswer<?>> answer(WebhookQuestion<?> question) {
        if (clerks.isEmpty()) return refused(WebhookFault.NO_STORE);
        if (!prepared.getAsBoolean()) return refused(WebhookFault.UNAVAILABLE);
        if (open == OPEN) return refused(WebhookFault.BUSY);
        open++;
        Promise<WebhookAnswer<?>> promise = Promise.promise();
        context.runOnContext(start -> handle(question, clerks.get(), promise));
        return promise.future();
    }

    private static Future<WebhookAnswer<?>> refused(WebhookFault fault) {
        return Future.succeededFuture(WebhookAnswer.refused(fault));
    }

    private void handle(WebhookQuestion<?> question, Clerks clerks, Promise<WebhookAnswer<?>> promise) {
        try {
            promise.complete(answer(question, clerks.endpoints, clerks.deliveries));
        } catch (StoreLost lost) {
            promise.complete(WebhookAnswer.refused(WebhookFault.UNAVAILABLE));
        } catch (RuntimeException bug) {
            promise.fail(bug);
        } finally {
            open--;
        }
    }

    private static WebhookAnswer<?> answer(
            WebhookQuestion<?> question, EndpointDesk endpoints, DeliveryDesk deliveries) {
        return switch (question) {
            case ListEndpoints q -> endpoints.list(q);
            case FindEndpoint q -> endpoints.find(q);
            case CreateEndpoint q -> endpoints.create(q);
            case UpdateEndpoint q -> endpoints.update(q);
            case DeleteEndpoint q -> endpoints.delete(q);
            case RotateSecret q -> endpoints.rotate(q);
            case Ping q -> deliveries.ping(q);
            case ListDeliveries q -> deliveries.list(q);
            case FindDelivery q -> deliveries.find(q);
            case Replay q -> deliveries.replay(q);
            case ReplaySince q -> deliveries.replay(q);
        };
    }
}
