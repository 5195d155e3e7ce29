package dev.parley.api.webhooks;

import dev.parley.api.http.Problem;
import dev.parley.bus.webhooks.WebhookFault;
import java.util.List;
import java.util.Map;

/** Refusals of WebhookVerticle as backends see them. */
final class WebhookProblems {

    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private WebhookProblems() {}

    static Problem of(WebhookFault fault) {
        int status = status(fault);
        return new Problem(
                status, fault.code(), title(status), fault.message(), List.of(), passes(fault) ? SOON : Map.of());
    }

    private static int status(WebhookFault fault) {
        return switch (fault) {
            case URL_REFUSED -> 400;
            case UNKNOWN_ENDPOINT, UNKNOWN_DELIVERY -> 404;
            case TOO_MANY_ENDPOINTS, CONFIGURED_ENDPOINT, STILL_PENDING, ENDPOINT_DISABLED -> 409;
            case BUSY, NO_STORE, UNAVAILABLE -> 503;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "This address is not called";
            case 404 -> "There is no such thing";
            case 409 -> "This is not possible as things are";
            default -> "The store cannot do this";
        };
    }

    /** Without a store nothing is gained by waiting. */
    private static boolean passes(WebhookFault fault) {
        return switch (fault) {
            case BUSY, UNAVAILABLE -> true;
            default -> false;
        };
    }
}
