package dev.parley.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What happens to services, told to their vendor ({@code vendorId}) and, if there is one, their consumer
 * ({@code consumerId}, else {@code userId}). Immutable; each call answers with the id of the event.
 */
public final class ServiceEvents {

    private static final String SERVICE = "service";

    private final Marketplace marketplace;

    ServiceEvents(Marketplace marketplace) {
        this.marketplace = marketplace;
    }

    /** {@code service:created}, with the fields at the top and under {@code service}. */
    public String created(Map<String, ?> service) {
        return Waiting.on(createdAsync(service));
    }

    /** Tells as {@link #created(Map)} does. */
    public CompletableFuture<String> createdAsync(Map<String, ?> service) {
        return told(service).flattened().emit("service:created");
    }

    /** {@code service:updated}, with the fields at the top and under {@code service}. */
    public String updated(Map<String, ?> service) {
        return Waiting.on(updatedAsync(service));
    }

    /** Tells as {@link #updated(Map)} does. */
    public CompletableFuture<String> updatedAsync(Map<String, ?> service) {
        return told(service).flattened().emit("service:updated");
    }

    /** {@code service:status_changed}, with the id and the {@code status} at the top. */
    public String statusChanged(Map<String, ?> service) {
        return Waiting.on(statusChangedAsync(service));
    }

    /** Tells as {@link #statusChanged(Map)} does. */
    public CompletableFuture<String> statusChangedAsync(Map<String, ?> service) {
        return changed(service).emit("service:status_changed");
    }

    /** The same, with the status before as {@code previousStatus}. */
    public String statusChanged(Map<String, ?> service, String previous) {
        return Waiting.on(statusChangedAsync(service, previous));
    }

    /** Tells as {@link #statusChanged(Map, String)} does. */
    public CompletableFuture<String> statusChangedAsync(Map<String, ?> service, String previous) {
        return changed(service).member("previousStatus", Json.of(previous)).emit("service:status_changed");
    }

    /**
     * {@code service:accepted}, to the consumer alone.
     *
     * @param request the row, as {@code serviceRequest}
     * @param vendor with {@code id} and {@code name}, as {@code vendorInfo}
     */
    public String accepted(Map<String, ?> request, Map<String, ?> vendor) {
        return Waiting.on(acceptedAsync(request, vendor));
    }

    /** Tells as {@link #accepted(Map, Map)} does. */
    public CompletableFuture<String> acceptedAsync(Map<String, ?> request, Map<String, ?> vendor) {
        return answered(request, vendor).emitBare("service:accepted");
    }

    /** {@code service:rejected}, to the consumer alone; as {@link #accepted}. */
    public String rejected(Map<String, ?> request, Map<String, ?> vendor) {
        return Waiting.on(rejectedAsync(request, vendor));
    }

    /** Tells as {@link #rejected(Map, Map)} does. */
    public CompletableFuture<String> rejectedAsync(Map<String, ?> request, Map<String, ?> vendor) {
        return answered(request, vendor).emitBare("service:rejected");
    }

    /** {@code service:completed}, to the consumer alone, with the row as {@code serviceRequest}. */
    public String completed(Map<String, ?> request) {
        return Waiting.on(completedAsync(request));
    }

    /** Tells as {@link #completed(Map)} does. */
    public CompletableFuture<String> completedAsync(Map<String, ?> request) {
        return toConsumer(request).emitBare("service:completed");
    }

    private MarketplacePayload told(Map<String, ?> service) {
        return marketplace
                .about(SERVICE, service)
                .to("vendor", "vendorId")
                .to("user", "vendorId")
                .toAny("user", "consumerId", "userId");
    }

    private MarketplacePayload changed(Map<String, ?> service) {
        return told(service).ownId("serviceId").field("status");
    }

    private MarketplacePayload toConsumer(Map<String, ?> request) {
        return marketplace
                .about(SERVICE, request)
                .to("user", "consumerId", "userId")
                .member("serviceRequest", Json.of(request));
    }

    private MarketplacePayload answered(Map<String, ?> request, Map<String, ?> vendor) {
        return toConsumer(request).member("vendorInfo", Json.of(vendor));
    }
}
