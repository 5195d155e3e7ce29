package dev.parley.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What Parley tells of. A later version may know further events: a {@code switch} over these has a branch for
 * {@link Unknown}.
 */
public sealed interface WebhookEvent {

    /** Names what happened. It can be told twice, with the same id: take it once. */
    String id();

    /** When it happened. */
    Instant at();

    /** {@code socket.connected}: a client has connected to a namespace. */
    record SocketConnected(String id, Instant at, String socket, String namespace, Optional<String> user)
            implements WebhookEvent {}

    /** {@code socket.disconnected}: a client is gone from a namespace, for a reason in the words of Socket.IO servers. */
    record SocketDisconnected(
            String id, Instant at, String socket, String namespace, Optional<String> user, String reason)
            implements WebhookEvent {}

    /** {@code room.joined}: a socket is in a room. */
    record RoomJoined(String id, Instant at, String socket, String namespace, Optional<String> user, String room)
            implements WebhookEvent {}

    /** {@code room.left}: a socket is in a room no longer; the reason is {@code leave} when the client asked for it. */
    record RoomLeft(
            String id, Instant at, String socket, String namespace, Optional<String> user, String room, String reason)
            implements WebhookEvent {}

    /** {@code room.occupied}: a room has its first socket. */
    record RoomOccupied(String id, Instant at, String namespace, String room) implements WebhookEvent {}

    /** {@code room.vacated}: the last socket has left a room. */
    record RoomVacated(String id, Instant at, String namespace, String room) implements WebhookEvent {}

    /**
     * {@code room.published}: a client has published an event to a room.
     *
     * @param eventId of the event; the client's acknowledgement has it too
     * @param event its name
     * @param data what the client has published
     */
    record RoomPublished(
            String id,
            Instant at,
            String socket,
            String namespace,
            Optional<String> user,
            String room,
            String eventId,
            String event,
            Json data)
            implements WebhookEvent {}

    /**
     * {@code chat.message}: a chat message was sent.
     *
     * @param kind {@code group} or {@code direct}
     * @param user who wrote it
     */
    record ChatMessage(
            String id,
            Instant at,
            String namespace,
            String room,
            String kind,
            String messageId,
            long seq,
            String user,
            String text,
            Json data,
            Instant sent)
            implements WebhookEvent {}

    /** {@code user.online}: a user has a first socket. */
    record UserOnline(String id, Instant at, String namespace, String user) implements WebhookEvent {}

    /** {@code user.offline}: the last socket of a user is gone. */
    record UserOffline(String id, Instant at, String namespace, String user) implements WebhookEvent {}

    /** {@code webhook.ping}: somebody tries the endpoint. */
    record WebhookPing(String id, Instant at, String endpoint) implements WebhookEvent {}

    /** {@code webhook.disabled}: another endpoint gets nothing any more, for it is {@code gone} or {@code failing}. */
    record WebhookDisabled(String id, Instant at, String endpoint, String why) implements WebhookEvent {}

    /** Any other type, and a known one whose data are not as they were when this was written. */
    record Unknown(String id, Instant at, String type, Json data) implements WebhookEvent {}
}
