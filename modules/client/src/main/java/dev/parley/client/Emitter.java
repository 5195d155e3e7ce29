package dev.parley.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Emits events to those that it names. Immutable: each step makes a new one, which can be kept and used again, on every
 * thread.
 *
 * {@snippet file="EmitExample.java" region="emit"}
 *
 * <p>A socket gets an event once, however many of the rooms and users it belongs to. Arguments are what {@link Json#of}
 * takes. Each emit carries an idempotency key, by which Parley tells an attempt that is made again from a new event; but not
 * a {@linkplain #droppable() droppable} one, which nobody misses, and none where {@link ParleyBuilder#automaticKeys} says so.
 *
 * <p>What waits for its answer before it emits the next event usually keeps their order, for it uses one connection; a
 * {@link Batch} always does.
 */
public final class Emitter {

    private static final String PATH = "/emit";

    private final Transport transport;
    private final Audience audience;
    private final Optional<String> idempotencyKey;

    Emitter(Transport transport, Audience audience, Optional<String> idempotencyKey) {
        this.transport = transport;
        this.audience = audience;
        this.idempotencyKey = idempotencyKey;
    }

    /** Also whoever is in one of these rooms. */
    public Emitter room(String... rooms) {
        return to(audience.room(rooms));
    }

    /** Also these users, on all their devices. */
    public Emitter user(String... users) {
        return to(audience.user(users));
    }

    /** Not whoever is in one of these rooms, or is one of these sockets. */
    public Emitter except(String... roomsOrSockets) {
        return to(audience.except(roomsOrSockets));
    }

    /** A client that cannot take the event at once goes without it. Socket.IO calls that volatile. */
    public Emitter droppable() {
        return to(audience.orNever());
    }

    /**
     * Makes the next emit one that happens once, also when this program ends and starts again in between.
     *
     * @param key 1 to 255 visible ASCII characters, for one event; Parley knows it for ten minutes unless it is told otherwise
     */
    public Emitter idempotencyKey(String key) {
        return new Emitter(transport, audience, Optional.of(key));
    }

    private Emitter to(Audience other) {
        return new Emitter(transport, other, idempotencyKey);
    }

    Audience audience() {
        return audience;
    }

    /**
     * Emits an event. It has been accepted when this returns.
     *
     * @return the event's id, which names it in logs
     */
    public String emit(String event, @Nullable Object... args) {
        return Waiting.on(emitAsync(event, args));
    }

    /** Emits as {@link #emit} does. */
    public CompletableFuture<String> emitAsync(String event, @Nullable Object... args) {
        return transport.send(call(audience.emit(event, arguments(args))), answer -> Answers.text(answer, "id"));
    }

    /** Emits an event, and waits until the nodes have told how many sockets it was handed to. */
    public Report emitWithReport(String event, @Nullable Object... args) {
        return Waiting.on(emitWithReportAsync(event, args));
    }

    /** Emits as {@link #emitWithReport} does. */
    public CompletableFuture<Report> emitWithReportAsync(String event, @Nullable Object... args) {
        Map<String, Json> body = audience.emit(event, arguments(args));
        body.put("report", Json.of(true));
        return transport.send(call(body), Report::of);
    }

    /**
     * Emits an event, and waits for the acknowledgements of the clients.
     *
     * @param within how long to wait for them, in whole milliseconds; at most {@code api.max-ack-timeout}
     * @return what has come by then, which says itself whether that is all
     */
    public Acknowledgements emitWithAck(Duration within, String event, @Nullable Object... args) {
        return Waiting.on(emitWithAckAsync(within, event, args));
    }

    /** Emits as {@link #emitWithAck} does. */
    public CompletableFuture<Acknowledgements> emitWithAckAsync(
            Duration within, String event, @Nullable Object... args) {
        Map<String, Json> body = audience.emit(event, arguments(args));
        body.put("ack", Json.of(Map.of("timeout", within.toMillis())));
        return transport.send(call(body).patient(within), Acknowledgements::of);
    }

    private Call call(Map<String, Json> body) {
        boolean automatic = transport.automaticKeys() && !audience.droppable();
        return Call.post(PATH, new Json.Obj(body))
                .once(idempotencyKey.or(
                        () -> automatic ? Optional.of(UUID.randomUUID().toString()) : Optional.empty()));
    }

    /** What is written as {@code emit("e", null)} is one argument that is null, whatever Java makes of it. */
    static List<Json> arguments(@Nullable Object @Nullable [] args) {
        return args == null
                ? List.of(Json.Null.NULL)
                : Arrays.stream(args).map(Json::of).toList();
    }
}
