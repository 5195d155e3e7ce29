package dev.parley.client;

import dev.parley.client.WebhookEvent.ChatMessage;
import dev.parley.client.WebhookEvent.RoomJoined;
import dev.parley.client.WebhookEvent.RoomLeft;
import dev.parley.client.WebhookEvent.RoomOccupied;
import dev.parley.client.WebhookEvent.RoomPublished;
import dev.parley.client.WebhookEvent.RoomVacated;
import dev.parley.client.WebhookEvent.SocketConnected;
import dev.parley.client.WebhookEvent.SocketDisconnected;
import dev.parley.client.WebhookEvent.Unknown;
import dev.parley.client.WebhookEvent.UserOffline;
import dev.parley.client.WebhookEvent.UserOnline;
import dev.parley.client.WebhookEvent.WebhookDisabled;
import dev.parley.client.WebhookEvent.WebhookPing;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what a webhook tells, once its signature holds. Stateless. */
final class WebhookBody {

    private WebhookBody() {}

    /**
     * The events of a body, in their order: one, or those of a batch.
     *
     * @param id the header {@code webhook-id}
     * @throws IllegalArgumentException when it is not a body of Parley's
     * @throws DateTimeException when a time is none
     */
    static List<WebhookEvent> read(String id, Json body) {
        return Answers.text(body, "type").equals("batch")
                ? Answers.list(body, "data", each -> event(Answers.text(each, "id"), each))
                : List.of(event(id, body));
    }

    private static WebhookEvent event(String id, Json activity) {
        String type = Answers.text(activity, "type");
        Instant at = Answers.time(activity, "timestamp");
        Json data = activity.at("data");
        try {
            return known(id, at, type, data);
        } catch (IllegalArgumentException | DateTimeException ofAnotherVersion) {
            return new Unknown(id, at, type, data);
        }
    }

    private static WebhookEvent known(String id, Instant at, String type, Json data) {
        return switch (type) {
            case "socket.connected" ->
                new SocketConnected(id, at, text(data, "socket"), text(data, "namespace"), user(data));
            case "socket.disconnected" ->
                new SocketDisconnected(
                        id, at, text(data, "socket"), text(data, "namespace"), user(data), text(data, "reason"));
            case "room.joined" ->
                new RoomJoined(id, at, text(data, "socket"), text(data, "namespace"), user(data), text(data, "room"));
            case "room.left" ->
                new RoomLeft(
                        id,
                        at,
                        text(data, "socket"),
                        text(data, "namespace"),
                        user(data),
                        text(data, "room"),
                        text(data, "reason"));
            case "room.occupied" -> new RoomOccupied(id, at, text(data, "namespace"), text(data, "room"));
            case "room.vacated" -> new RoomVacated(id, at, text(data, "namespace"), text(data, "room"));
            case "room.published" -> published(id, at, data);
            case "chat.message" -> message(id, at, data);
            case "user.online" -> new UserOnline(id, at, text(data, "namespace"), text(data, "user"));
            case "user.offline" -> new UserOffline(id, at, text(data, "namespace"), text(data, "user"));
            case "webhook.ping" -> new WebhookPing(id, at, text(data, "endpoint"));
            case "webhook.disabled" -> new WebhookDisabled(id, at, text(data, "endpoint"), text(data, "why"));
            default -> new Unknown(id, at, type, data);
        };
    }

    private static WebhookEvent published(String id, Instant at, Json data) {
        return new RoomPublished(
                id,
                at,
                text(data, "socket"),
                text(data, "namespace"),
                user(data),
                text(data, "room"),
                text(data, "id"),
                text(data, "event"),
                data.at("data"));
    }

    private static WebhookEvent message(String id, Instant at, Json data) {
        return new ChatMessage(
                id,
                at,
                text(data, "namespace"),
                text(data, "room"),
                text(data, "kind"),
                text(data, "id"),
                Answers.number(data, "seq"),
                text(data, "user"),
                text(data, "text"),
                data.at("data"),
                Answers.time(data, "sent"));
    }

    private static String text(Json data, String member) {
        return Answers.text(data, member);
    }

    private static Optional<String> user(Json data) {
        return data.at("user").asText();
    }
}
