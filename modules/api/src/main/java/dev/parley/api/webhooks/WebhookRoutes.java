package dev.parley.api.webhooks;

import dev.parley.api.access.Access;
import dev.parley.api.http.Routes;
import dev.parley.bus.webhooks.Webhooks;
import java.time.InstantSource;

/** {@code /api/v1/webhooks}, all of it. Safe on every thread. */
public final class WebhookRoutes {

    private final EndpointRoutes endpoints;
    private final SecretRoutes secrets;
    private final DeliveryRoutes deliveries;

    /**
     * The routes of one node.
     *
     * @param maxPage things in one answer
     */
    public WebhookRoutes(Webhooks webhooks, InstantSource clock, int maxPage) {
        var calls = new WebhookCalls(webhooks);
        this.endpoints = new EndpointRoutes(calls);
        this.secrets = new SecretRoutes(calls, clock);
        this.deliveries = new DeliveryRoutes(calls, maxPage);
    }

    public void addTo(Routes routes, Access access) {
        endpoints.addTo(routes, access);
        secrets.addTo(routes, access);
        deliveries.addTo(routes, access);
    }
}
