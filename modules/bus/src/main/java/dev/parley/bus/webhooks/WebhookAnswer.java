package dev.parley.bus.webhooks;

import dev.parley.bus.Message;

/** What WebhookVerticle answers to a {@link WebhookQuestion}. */
public sealed interface WebhookAnswer<T> extends Message.FromWebhooks {

    /** What was asked for; what was to be changed is changed, durably. */
    record Answered<T>(T value) implements WebhookAnswer<T> {}

    /** Nothing was changed. */
    record Refused<T>(WebhookFault fault) implements WebhookAnswer<T> {}

    static <T> WebhookAnswer<T> answered(T value) {
        return new Answered<>(value);
    }

    static <T> WebhookAnswer<T> refused(WebhookFault fault) {
        return new Refused<>(fault);
    }
}
