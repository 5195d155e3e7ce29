package dev.parley.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.store.webhooks.Endpoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints as this node knows them: those of the store, which it reads every second, and the one of the configuration.
 * Owned by the verticle's context, on which it changes; {@link #wants}, {@link #find}, {@link #wanting} and {@link #of} may be
 * asked on any thread.
 */
final class EndpointTable implements Subscriptions {

    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final Logger log = LoggerFactory.getLogger(EndpointTable.class);

    /** The configured one first, then the newest. */
    private static final Comparator<Endpoint> ORDER = Comparator.comparing(Endpoint::isConfigured)
            .thenComparing(Endpoint::created)
            .thenComparing(Endpoint::id)
            .reversed();

    private final Vertx vertx;
    private final Optional<Endpoints> kept;
    private final Optional<Endpoint> configured;

    /** By app. */
    private volatile Map<String, List<Endpoint>> table = Map.of();

    private List<Endpoint> known = List.of();
    private Future<Void> running = Future.succeededFuture();
    private @Nullable Future<Void> waiting;
    private boolean failing;
    private boolean closed;

    /**
     * Knows of the configured one alone until it is opened.
     *
     * @param kept nothing where there is no store
     */
    EndpointTable(Vertx vertx, Optional<Endpoints> kept, WebhooksConfig config) {
        this.vertx = vertx;
        this.kept = kept;
        this.configured = config.endpoint().map(EndpointTable::endpoint);
        take(List.of());
    }

    private static Endpoint endpoint(WebhooksConfig.Endpoint configured) {
        return new Endpoint(
                Endpoint.CONFIGURED,
                configured.app(),
                new EndpointSettings(configured.url(), Set.of(), 1, ""),
                List.of(new EndpointSecret(Endpoint.CONFIGURED, configured.secret(), Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    /** Done when the first look is over, whatever it saw; from then on it looks by itself. Does not fail. */
    Future<Void> open() {
        return refresh().otherwiseEmpty().onComplete(looked -> lookLater());
    }

    /** Changes no more. */
    void close() {
        closed = true;
    }

    private void lookLater() {
        if (kept.isEmpty()) return;
        vertx.setTimer(LOOK_EVERY_MILLIS, due -> {
            if (!closed) refresh().onComplete(looked -> lookLater());
        });
    }

    /** Done when everything is known that had changed before this call. Fails with a StoreLost; those known so far stay then. */
    Future<Void> refresh() {
        if (waiting != null) return waiting;
        if (running.isComplete()) {
            running = load();
            return running;
        }
        waiting = running.transform(over -> {
            waiting = null;
            running = load();
            return running;
        });
        return waiting;
    }

    private Future<Void> load() {
        if (closed || kept.isEmpty()) return Future.succeededFuture();
        return kept.get().all().onSuccess(this::loaded).onFailure(this::failed).mapEmpty();
    }

    private void loaded(List<Endpoint> all) {
        if (failing) log.info("the webhook endpoints can be read again");
        failing = false;
        if (!closed) take(all);
    }

    private void failed(Throwable lost) {
        if (!failing && !closed) log.warn("the webhook endpoints cannot be read; those known so far stay", lost);
        failing = true;
    }

    private void take(List<Endpoint> all) {
        known = List.copyOf(all);
        var endpoints = new ArrayList<Endpoint>();
        known.stream().filter(each -> !each.isConfigured()).forEach(endpoints::add);
        configured.ifPresent(each -> endpoints.add(withState(each)));
        endpoints.sort(ORDER);
        table = endpoints.stream().collect(Collectors.groupingBy(Endpoint::app, Collectors.toUnmodifiableList()));
    }

    /** The store has the state of the configured one and nothing else of it. */
    private Endpoint withState(Endpoint endpoint) {
        return known.stream()
                .filter(each -> isSame(each, endpoint))
                .findFirst()
                .map(state -> with(endpoint, state.disabled(), state.failingSince()))
                .orElse(endpoint);
    }

    private static boolean isSame(Endpoint one, Endpoint other) {
        return one.app().equals(other.app()) && one.id().equals(other.id());
    }

    private static Endpoint with(
            Endpoint endpoint, Optional<Endpoint.Disabled> disabled, Optional<Instant> failingSince) {
        return new Endpoint(
                endpoint.id(),
                endpoint.app(),
                endpoint.settings(),
                endpoint.secrets(),
                endpoint.signingKey(),
                disabled,
                failingSince,
                endpoint.created());
    }

    /** Knows from now on, without a look into the store, that one is disabled. */
    void disabled(Endpoint endpoint, Endpoint.Disabled disabled) {
        var all = new ArrayList<>(known);
        all.removeIf(each -> isSame(each, endpoint));
        all.add(with(endpoint, Optional.of(disabled), endpoint.failingSince()));
        take(all);
    }

    @Override
    public boolean wants(String app, Activity.Type type) {
        for (Endpoint endpoint : of(app)) {
            if (endpoint.wants(type)) return true;
        }
        return false;
    }

    /** Those of an app that are to be told of such an activity. */
    List<Endpoint> wanting(String app, Activity.Type type) {
        return of(app).stream().filter(each -> each.wants(type)).toList();
    }

    /** All of an app, the configured one first, then the newest. */
    List<Endpoint> of(String app) {
        return table.getOrDefault(app, List.of());
    }

    /** One of an app, disabled or not. */
    Optional<Endpoint> find(String app, String id) {
        return of(app).stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
