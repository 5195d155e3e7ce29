package dev.parley.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events that are emitted by one request, in their order: all of them, or none if one is not as it should be. Owned by the
 * thread that fills it.
 *
 * {@snippet file="EmitExample.java" region="batch"}
 */
public final class Batch {

    private final Transport transport;
    private final List<Json> events = new ArrayList<>();
    private String idempotencyKey = UUID.randomUUID().toString();

    Batch(Transport transport) {
        this.transport = transport;
    }

    /**
     * Adds an event, up to {@code api.max-batch} (100 unless Parley is told otherwise).
     *
     * @param to who is to get it; of an idempotency key nothing is known here
     */
    public Batch add(Emitter to, String event, @Nullable Object... args) {
        events.add(new Json.Obj(to.audience().emit(event, Emitter.arguments(args))));
        return this;
    }

    /** As {@link Emitter#idempotencyKey}, for all of them together. */
    public Batch idempotencyKey(String key) {
        idempotencyKey = key;
        return this;
    }

    /**
     * Emits them. Doing so again emits nothing: it is answered as the first time.
     *
     * @return the events' ids, in their order
     * @throws RefusedException whose {@link RefusedException#errors} name what is wrong as {@code events[3].rooms}; nothing
     *     was emitted
     */
    public List<String> emit() {
        return Waiting.on(emitAsync());
    }

    /** Emits as {@link #emit} does. */
    public CompletableFuture<List<String>> emitAsync() {
        Json body = Json.of(Map.of("events", List.copyOf(events)));
        return transport.send(
                Call.post("/emit/batch", body).once(Optional.of(idempotencyKey)),
                answer -> Answers.list(answer, "ids", Answers::string));
    }
}
