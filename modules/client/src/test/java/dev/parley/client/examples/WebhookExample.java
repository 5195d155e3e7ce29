package dev.parley.client.examples;

import com.sun.net.httpserver.HttpExchange;
import dev.parley.client.WebhookEvent;
import dev.parley.client.WebhookRefusedException;
import dev.parley.client.Webhooks;
import java.io.IOException;
import java.util.List;

final class WebhookExample {

    private final Webhooks webhooks;
    private final List<String> seen;

    WebhookExample(Webhooks webhooks, List<String> seen) {
        this.webhooks = webhooks;
        this.seen = seen;
    }

    // @start region="receive"
    void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 204;
        try {
            webhooks.verify(body, exchange.getRequestHeaders()).forEach(this::take);
        } catch (WebhookRefusedException refused) {
            status = 400;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void take(WebhookEvent event) {
        switch (event) {
            case WebhookEvent.UserOnline online -> seen.add(online.user() + " is here");
            case WebhookEvent.RoomPublished told -> seen.add(told.room() + ": " + told.data());
            default -> seen.add(event.id());
        }
    }
    // @end
}
