package dev.parley.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What happens to bookings, told to their user ({@code userId}) and their vendor ({@code vendorId}). Immutable; each call
 * answers with the id of the event.
 */
public final class BookingEvents {

    private static final String BOOKING = "booking";

    private final Marketplace marketplace;

    BookingEvents(Marketplace marketplace) {
        this.marketplace = marketplace;
    }

    /** {@code booking:created}, with the fields at the top and under {@code booking}. */
    public String created(Map<String, ?> booking) {
        return Waiting.on(createdAsync(booking));
    }

    /** Tells as {@link #created(Map)} does. */
    public CompletableFuture<String> createdAsync(Map<String, ?> booking) {
        return told(booking).flattened().emit("booking:created");
    }

    /** {@code booking:status_changed}, with the id and the {@code status} at the top. */
    public String statusChanged(Map<String, ?> booking) {
        return Waiting.on(statusChangedAsync(booking));
    }

    /** Tells as {@link #statusChanged(Map)} does. */
    public CompletableFuture<String> statusChangedAsync(Map<String, ?> booking) {
        return changed(booking).emit("booking:status_changed");
    }

    /** The same, with the status before as {@code previousStatus}. */
    public String statusChanged(Map<String, ?> booking, String previous) {
        return Waiting.on(statusChangedAsync(booking, previous));
    }

    /** Tells as {@link #statusChanged(Map, String)} does. */
    public CompletableFuture<String> statusChangedAsync(Map<String, ?> booking, String previous) {
        return changed(booking).member("previousStatus", Json.of(previous)).emit("booking:status_changed");
    }

    /** {@code booking:confirmed}, with what {@code booking:status_changed} has. */
    public String confirmed(Map<String, ?> booking) {
        return Waiting.on(confirmedAsync(booking));
    }

    /** Tells as {@link #confirmed(Map)} does. */
    public CompletableFuture<String> confirmedAsync(Map<String, ?> booking) {
        return changed(booking).emit("booking:confirmed");
    }

    /** {@code booking:cancelled}, with the id at the top. */
    public String cancelled(Map<String, ?> booking) {
        return Waiting.on(cancelledAsync(booking));
    }

    /** Tells as {@link #cancelled(Map)} does. */
    public CompletableFuture<String> cancelledAsync(Map<String, ?> booking) {
        return told(booking).ownId("bookingId").emit("booking:cancelled");
    }

    /** The same, with the reason, for people. */
    public String cancelled(Map<String, ?> booking, String reason) {
        return Waiting.on(cancelledAsync(booking, reason));
    }

    /** Tells as {@link #cancelled(Map, String)} does. */
    public CompletableFuture<String> cancelledAsync(Map<String, ?> booking, String reason) {
        return told(booking)
                .ownId("bookingId")
                .member("reason", Json.of(reason))
                .emit("booking:cancelled");
    }

    private MarketplacePayload told(Map<String, ?> booking) {
        return marketplace.about(BOOKING, booking).to("user", "userId").to("vendor", "vendorId");
    }

    private MarketplacePayload changed(Map<String, ?> booking) {
        return told(booking).ownId("bookingId").field("status");
    }
}
