package dev.parley.webhooks;

import static dev.parley.bus.webhooks.WebhookAnswer.answered;
import static dev.parley.bus.webhooks.WebhookAnswer.refused;

import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.RotateSecret;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import dev.parley.outbound.Guard;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.Endpoints;
import dev.parley.store.webhooks.WebhookStore;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers what is asked about endpoints: by what the store says at that moment, for another node may just have changed it.
 * Owned by {@link Desk}; on a virtual thread of the verticle's context.
 */
final class EndpointDesk {

    /** Of one endpoint; a receiver that verifies tries each of their signatures. */
    private static final int SECRETS = 5;

    private final EndpointTable table;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Dispatch dispatch;
    private final Guard guard;
    private final int most;
    private final InstantSource clock;

    EndpointDesk(
            EndpointTable table, WebhookStore kept, Dispatch dispatch, Guard guard, int most, InstantSource clock) {
        this.table = table;
        this.endpoints = kept.endpoints();
        this.deliveries = kept.deliveries();
        this.dispatch = dispatch;
        this.guard = guard;
        this.most = most;
        this.clock = clock;
    }

    WebhookAnswer<List<Endpoint>> list(ListEndpoints asked) {
        table.refresh().await();
        return answered(table.of(asked.app()));
    }

    WebhookAnswer<Endpoint> find(FindEndpoint asked) {
        return known(asked.app(), asked.id());
    }

    private WebhookAnswer<Endpoint> known(String app, String id) {
        return look(app, id).map(WebhookAnswer::answered).orElseGet(() -> refused(WebhookFault.UNKNOWN_ENDPOINT));
    }

    private Optional<Endpoint> look(String app, String id) {
        table.refresh().await();
        return table.find(app, id);
    }

    /** Of two that take the last place at once both may be refused. */
    WebhookAnswer<Endpoint> create(CreateEndpoint asked) {
        if (isRefused(asked.settings().url())) return refused(WebhookFault.URL_REFUSED);
        if (count(asked.app()) >= most) return refused(WebhookFault.TOO_MANY_ENDPOINTS);
        var made = new Endpoint(
                EndpointKeys.newId(),
                asked.app(),
                asked.settings(),
                List.of(EndpointKeys.newSecret()),
                asked.ed25519() ? Optional.of(EndpointKeys.newPair()) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now());
        if (!endpoints.add(made).await()) throw new IllegalStateException("an id came twice");
        if (count(asked.app()) <= most) return everywhere(answered(made));
        endpoints.remove(made.app(), made.id()).await();
        table.refresh().await();
        return refused(WebhookFault.TOO_MANY_ENDPOINTS);
    }

    private boolean isRefused(URI url) {
        return guard.refusal(url).isPresent();
    }

    private long count(String app) {
        table.refresh().await();
        return table.of(app).stream().filter(each -> !each.isConfigured()).count();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Of the configured one only the state can be changed here. */
    WebhookAnswer<Endpoint> update(UpdateEndpoint asked) {
        Optional<Endpoint> found = look(asked.app(), asked.id());
        if (found.isEmpty()) return refused(WebhookFault.UNKNOWN_ENDPOINT);
        Endpoint before = found.get();
        EndpointSettings after = asked.patch().applyTo(before.settings());
        boolean isOther = !after.equals(before.settings());
        if (isOther && before.isConfigured()) return refused(WebhookFault.CONFIGURED_ENDPOINT);
        boolean isElsewhere = !after.url().equals(before.url());
        if (isElsewhere && isRefused(after.url())) return refused(WebhookFault.URL_REFUSED);
        if (isOther
                && endpoints
                        .update(asked.app(), asked.id(), asked.patch())
                        .await()
                        .isEmpty()) return refused(WebhookFault.UNKNOWN_ENDPOINT);
        asked.enabled().ifPresent(enabled -> {
            if (enabled) endpoints.enable(asked.app(), asked.id()).await();
            else disable(asked.app(), asked.id());
        });
        return everywhere(known(asked.app(), asked.id()));
    }

    /** Told once all nodes know: whoever hears of it may go on at any of them. */
    private WebhookAnswer<Endpoint> everywhere(WebhookAnswer<Endpoint> told) {
        dispatch.refresh().await();
        return told;
    }

    /** Whatever its address is, and another node may make of it meanwhile. */
    private void disable(String app, String id) {
        Optional<Endpoint> enabled = enabled(app, id);
        while (enabled.isPresent()) {
            endpoints.disable(enabled.get(), new Disabled(now(), "asked")).await();
            enabled = enabled(app, id);
        }
        dispatch.bury(app, id).await();
    }

    private Optional<Endpoint> enabled(String app, String id) {
        return look(app, id).filter(each -> each.disabled().isEmpty());
    }

    /** What is left of one that is gone already is removed all the same, in case that failed when it was deleted. */
    WebhookAnswer<Endpoint> delete(DeleteEndpoint asked) {
        Optional<Endpoint> found = look(asked.app(), asked.id());
        if (found.filter(Endpoint::isConfigured).isPresent()) return refused(WebhookFault.CONFIGURED_ENDPOINT);
        boolean removed = endpoints.remove(asked.app(), asked.id()).await();
        table.refresh().await();
        dispatch.refresh().await();
        dispatch.drop(asked.app(), asked.id()).await();
        deliveries.removeOf(asked.app(), asked.id()).await();
        return removed && found.isPresent() ? answered(found.get()) : refused(WebhookFault.UNKNOWN_ENDPOINT);
    }

    WebhookAnswer<Endpoint> rotate(RotateSecret asked) {
        Optional<Endpoint> found = look(asked.app(), asked.id());
        while (found.isPresent()) {
            Endpoint before = found.get();
            if (before.isConfigured()) return refused(WebhookFault.CONFIGURED_ENDPOINT);
            List<EndpointSecret> secrets = rotated(before.secrets(), clock.instant(), now().plus(asked.overlap()));
            // Where another node was faster, its new secret is not to be lost.
            if (endpoints.rotate(before, secrets).await()) return everywhere(known(asked.app(), asked.id()));
            found = look(asked.app(), asked.id());
        }
        return refused(WebhookFault.UNKNOWN_ENDPOINT);
    }

    /** A new one, and those of the earlier ones that are still good; none of them for longer than until then. */
    private static List<EndpointSecret> rotated(List<EndpointSecret> before, Instant now, Instant until) {
        var secrets = new ArrayList<EndpointSecret>();
        secrets.add(EndpointKeys.newSecret());
        before.stream()
                .map(each -> ending(each, until))
                .filter(each -> each.isGoodAt(now))
                .limit(SECRETS - 1)
                .forEach(secrets::add);
        return secrets;
    }

    private static EndpointSecret ending(EndpointSecret secret, Instant until) {
        Instant end = secret.until().filter(until::isAfter).orElse(until);
        return new EndpointSecret(secret.id(), secret.key(), Optional.of(end));
    }
}
