package dev.parley.api.emit;

import dev.parley.api.access.Access;
import dev.parley.api.http.Completeness;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Reply;
import dev.parley.api.http.RequestSpans;
import dev.parley.api.idempotency.IdempotentRequests;
import dev.parley.bus.Message.Broadcast;
import dev.parley.cluster.Applied;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryResult;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/emit}: accepts an event and answers 202 with its id, or waits for what was asked for and answers 200
 * with what came of it. The events of one HTTP connection reach each recipient in the order of the requests (promise P2).
 * Safe on every thread.
 */
final class EmitHandler implements BiConsumer<RoutingContext, RawJson> {

    private final EmitLimits limits;
    private final Predicate<String> namespaces;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final ClusterSockets sockets;
    private final Supplier<String> ids;
    private final IdempotentRequests idempotent;

    EmitHandler(
            EmitLimits limits,
            Predicate<String> namespaces,
            Broadcaster broadcaster,
            Inquiries inquiries,
            ClusterSockets sockets,
            Supplier<String> ids,
            IdempotentRequests idempotent) {
        this.limits = limits;
        this.namespaces = namespaces;
        this.broadcaster = broadcaster;
        this.inquiries = inquiries;
        this.sockets = sockets;
        this.ids = ids;
        this.idempotent = idempotent;
    }

    @Override
    public void accept(RoutingContext ctx, RawJson body) {
        EmitRequest.parse(body, limits).orRefuse(ctx.response(), request -> {
            String namespace = request.event().namespace();
            if (namespaces.test(namespace)) {
                String app = Access.caller(ctx).app().id();
                idempotent.answer(ctx, "emit", body, () -> emit(ctx, app, request));
            } else {
                Problem.unknownNamespace(namespace).send(ctx.response());
            }
        });
    }

    private Future<Reply> emit(RoutingContext ctx, String app, EmitRequest request) {
        String id = ids.get();
        EmittedEvent emitted = request.event();
        Broadcast event = broadcaster.traced(emitted.broadcast(id, app), RequestSpans.traceparent(ctx));
        return switch (request.awaited()) {
            case Awaited.Acks acks ->
                inquiries.ask(event, acks.within(), emitted.reach()).map(result -> collected(id, result));
            case Awaited.Report report ->
                sockets.reported(event, emitted.reach()).map(applied -> new Reply.Done(200, report(id, applied)));
            case Awaited.Nothing nothing ->
                broadcaster
                        .broadcast(event, emitted.reach())
                        .map(kept -> new Reply.Done(
                                202, JsonWriter.object(w -> w.name("id").string(id))));
        };
    }

    private static Reply collected(String id, InquiryResult result) {
        return switch (result) {
            case InquiryResult.TooManyOpen busy -> new Reply.Refused(tooManyOpenAcks());
            case InquiryResult.Collected collected -> new Reply.Done(200, AckAnswer.of(id, collected));
        };
    }

    private static RawJson report(String id, Applied applied) {
        return JsonWriter.object(w -> {
            w.name("id").string(id).name("members").number(applied.members());
            w.name("delivered").number(applied.reached());
            Completeness.tell(w, applied.silent());
        });
    }

    private static Problem tooManyOpenAcks() {
        return new Problem(
                503,
                "too_many_open_acks",
                "Too many emits wait for acknowledgements",
                "Nothing was emitted. Try again later, or without \"ack\"; see api.max-open-acks.");
    }
}
