package dev.parley.bus.webhooks;

/** Why WebhookVerticle refuses. The code is stable, for programs; the message is for people. */
public enum WebhookFault {
    UNKNOWN_ENDPOINT("unknown_endpoint", "The app has no such endpoint."),
    UNKNOWN_DELIVERY("unknown_delivery", "The app has no such delivery, or it is kept no longer."),
    TOO_MANY_ENDPOINTS(
            "too_many_endpoints", "The app has as many endpoints as it may have; see webhooks.max-endpoints."),
    CONFIGURED_ENDPOINT("configured_endpoint", "This endpoint is in the configuration and can be changed only there."),
    URL_REFUSED("url_refused", "Addresses like this one may not be called; see outbound.allow."),
    STILL_PENDING("still_pending", "The delivery is still under way."),
    ENDPOINT_DISABLED("endpoint_disabled", "The endpoint is disabled: enable it first."),
    BUSY("busy", "Too much waits for the store at the moment. Nothing was done: try again."),
    NO_STORE("no_store", "Nodes of a cluster have webhooks only with a store; see storage.uri."),
    UNAVAILABLE("store_unavailable", "The store does not answer at the moment. Try again.");

    private final String code;
    private final String message;

    WebhookFault(String code, String message) {
        this.code = code;
        this.message = message;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }
}
