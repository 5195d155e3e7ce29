package dev.parley.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What happens to payments, told to their user ({@code userId}) and, where they are good, to their vendor
 * ({@code vendorId}). Immutable; each call answers with the id of the event.
 */
public final class PaymentEvents {

    private static final String PAYMENT = "payment";

    private final Marketplace marketplace;

    PaymentEvents(Marketplace marketplace) {
        this.marketplace = marketplace;
    }

    /** {@code payment:completed}, with the id at the top, {@code amount} in cents, and {@code currency}. */
    public String completed(Map<String, ?> payment) {
        return Waiting.on(completedAsync(payment));
    }

    /** Tells as {@link #completed(Map)} does. */
    public CompletableFuture<String> completedAsync(Map<String, ?> payment) {
        return toUser(payment)
                .to("vendor", "vendorId")
                .field("amount")
                .field("currency")
                .emit("payment:completed");
    }

    /**
     * {@code payment:failed}, to the user alone, with the id at the top.
     *
     * @param error what went wrong, for people
     */
    public String failed(Map<String, ?> payment, String error) {
        return Waiting.on(failedAsync(payment, error));
    }

    /** Tells as {@link #failed(Map, String)} does. */
    public CompletableFuture<String> failedAsync(Map<String, ?> payment, String error) {
        return toUser(payment).member("error", Json.of(error)).emit("payment:failed");
    }

    private MarketplacePayload toUser(Map<String, ?> payment) {
        return marketplace.about(PAYMENT, payment).to("user", "userId").ownId("paymentId");
    }
}
