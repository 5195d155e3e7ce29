package dev.parley.api;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.bus.Message.Broadcast;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryResult;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/emit}: accepts an event and answers 202 with its id, or asks for acknowledgements and answers 200
 * with what came of them. The events of one HTTP connection reach each recipient in the order of the requests (promise
 * P2). Safe on every thread.
 */
final class EmitHandler implements BiConsumer<RoutingContext, RawJson> {

    private final ApiConfig limits;
    private final Predicate<String> namespaces;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final Supplier<String> ids;

    EmitHandler(ApiConfig limits, ApiServices services) {
        this.limits = limits;
        this.namespaces = services.namespaces();
        this.broadcaster = services.broadcaster();
        this.inquiries = services.inquiries();
        this.ids = services.ids();
    }

    @Override
    public void accept(RoutingContext ctx, RawJson body) {
        EmitRequest.parse(body, limits).orRefuse(ctx.response(), request -> emit(ctx, request));
    }

    private void emit(RoutingContext ctx, EmitRequest request) {
        if (!namespaces.test(request.namespace())) {
            Problem.unknownNamespace(request.namespace()).send(ctx.response());
            return;
        }
        String id = ids.get();
        Broadcast event = request.broadcast(id, Access.caller(ctx).app().id());
        if (request.acksWithin().isPresent()) {
            inquiries
                    .ask(event, request.acksWithin().get(), request.reach())
                    .onSuccess(result -> answer(ctx, id, result));
        } else {
            broadcaster.broadcast(event, request.reach());
            Answers.send(
                    ctx,
                    202,
                    JsonWriter.build(w -> w.beginObject().name("id").string(id).endObject()));
        }
    }

    private static void answer(RoutingContext ctx, String id, InquiryResult result) {
        switch (result) {
            case InquiryResult.TooManyOpen busy -> tooManyOpenAcks().send(ctx.response());
            case InquiryResult.Collected collected -> Answers.send(ctx, 200, AckAnswer.of(id, collected));
        }
    }

    private static Problem tooManyOpenAcks() {
        return new Problem(
                503,
                "too_many_open_acks",
                "Too many emits wait for acknowledgements",
                "Nothing was emitted. Try again later, or without \"ack\"; see api.max-open-acks.");
    }
}
