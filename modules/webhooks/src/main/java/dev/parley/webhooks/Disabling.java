package dev.parley.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.Endpoints;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disables endpoints that are of no use any more. Owned by the verticle's context. */
final class Disabling {

    /** It answered 410. */
    static final String GONE = "gone";

    /** It has failed for longer than {@code webhooks.disable-after}. */
    static final String FAILING = "failing";

    private static final Logger log = LoggerFactory.getLogger(Disabling.class);

    private final Endpoints endpoints;
    private final EndpointTable table;
    private final Dispatch dispatch;
    private final Consumer<Activity> tell;
    private final InstantSource clock;

    /**
     * One for each verticle.
     *
     * @param tell remembers an activity until it is stored for those endpoints of the table that want it
     */
    Disabling(
            Endpoints endpoints, EndpointTable table, Dispatch dispatch, Consumer<Activity> tell, InstantSource clock) {
        this.endpoints = endpoints;
        this.table = table;
        this.dispatch = dispatch;
        this.tell = tell;
        this.clock = clock;
    }

    /**
     * Disables one, unless it is already, or has another address than this node knew. Whatever comes of it, the table knows it
     * when this is done.
     *
     * @param why {@link #GONE} or {@link #FAILING}
     * @return fails if the store is lost: to be tried again
     */
    Future<Void> disable(Endpoint endpoint, String why) {
        var disabled = new Disabled(clock.instant().truncatedTo(ChronoUnit.MILLIS), why);
        return endpoints
                .disable(endpoint, disabled)
                .compose(here -> here ? disabled(endpoint, disabled) : table.refresh());
    }

    /** Only the node that did it says so. */
    private Future<Void> disabled(Endpoint endpoint, Disabled disabled) {
        log.warn(
                "webhook_endpoint_disabled: endpoint {} of app {} ({}); it is told nothing until it is enabled again",
                endpoint.id(),
                endpoint.app(),
                disabled.why());
        // First, so that it is not told of itself.
        table.disabled(endpoint, disabled);
        RawJson data = JsonWriter.object(
                w -> w.name("endpoint").string(endpoint.id()).name("why").string(disabled.why()));
        tell.accept(new Activity(endpoint.app(), Activity.Type.ENDPOINT_DISABLED, disabled.at(), data));
        return dispatch.bury(endpoint.app(), endpoint.id());
    }
}
