package dev.parley.api.emit;

import dev.parley.api.access.Access;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Reply;
import dev.parley.api.http.RequestSpans;
import dev.parley.api.idempotency.IdempotentRequests;
import dev.parley.cluster.Broadcaster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/emit/batch}: accepts several events, all or none of them, and answers 202 with their ids. They reach
 * each recipient in their order (promise P2). Safe on every thread.
 */
final class BatchHandler implements BiConsumer<RoutingContext, RawJson> {

    private final EmitLimits limits;
    private final Predicate<String> namespaces;
    private final Broadcaster broadcaster;
    private final Supplier<String> ids;
    private final IdempotentRequests idempotent;

    BatchHandler(
            EmitLimits limits,
            Predicate<String> namespaces,
            Broadcaster broadcaster,
            Supplier<String> ids,
            IdempotentRequests idempotent) {
        this.limits = limits;
        this.namespaces = namespaces;
        this.broadcaster = broadcaster;
        this.ids = ids;
        this.idempotent = idempotent;
    }

    @Override
    public void accept(RoutingContext ctx, RawJson body) {
        BatchRequest.parse(body, limits).orRefuse(ctx.response(), batch -> {
            Optional<String> unknown = batch.events().stream()
                    .map(EmittedEvent::namespace)
                    .filter(name -> !namespaces.test(name))
                    .findFirst();
            if (unknown.isPresent()) {
                Problem.unknownNamespace(unknown.get()).send(ctx.response());
            } else {
                String app = Access.caller(ctx).app().id();
                idempotent.answer(
                        ctx, "emitBatch", body, () -> emit(app, batch.events(), RequestSpans.traceparent(ctx)));
            }
        });
    }

    private Future<Reply> emit(String app, List<EmittedEvent> events, Optional<String> trace) {
        var accepted = new ArrayList<String>();
        var kept = new ArrayList<Future<Void>>();
        for (EmittedEvent event : events) {
            String id = ids.get();
            kept.add(broadcaster.broadcast(broadcaster.traced(event.broadcast(id, app), trace), event.reach()));
            accepted.add(id);
        }
        return Future.all(kept)
                .map(all -> new Reply.Done(202, JsonWriter.object(w -> {
                    w.name("ids").beginArray();
                    accepted.forEach(w::string);
                    w.endArray();
                })));
    }
}
