package dev.parley.api;

import dev.parley.bus.Message.Broadcast;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryResult;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/emit}: accepts an event and answers 202 with its id, or asks for acknowledgements and answers 200
 * with what came of them. The events of one HTTP connection reach each recipient in the order of the requests (promise
 * P2). Safe on every thread.
 */
final class EmitHandler implements Handler<RoutingContext> {

    private static final int MAX_DEPTH = 100;

    private final Predicate<String> namespaces;
    private final ApiConfig limits;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final Supplier<String> ids;

    EmitHandler(
            Predicate<String> namespaces,
            ApiConfig limits,
            Broadcaster broadcaster,
            Inquiries inquiries,
            Supplier<String> ids) {
        this.namespaces = namespaces;
        this.limits = limits;
        this.broadcaster = broadcaster;
        this.inquiries = inquiries;
        this.ids = ids;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
            case RawJson.Invalid invalid ->
                Problem.invalidJson("Byte " + invalid.offset() + " cannot be right.")
                        .send(ctx.response());
            case RawJson.Valid valid -> {
                switch (EmitRequest.parse(valid.value(), limits)) {
                    case EmitRequest.Invalid refused -> refused.problem().send(ctx.response());
                    case EmitRequest.Valid emit -> emit(ctx, emit.request());
                }
            }
        }
    }

    private void emit(RoutingContext ctx, EmitRequest request) {
        if (!namespaces.test(request.namespace())) {
            Problem.unknownNamespace(request.namespace()).send(ctx.response());
            return;
        }
        String id = ids.get();
        Broadcast event = request.broadcast(id, ApiKeyHandler.caller(ctx).app().id());
        if (request.acksWithin().isPresent()) {
            inquiries
                    .ask(event, request.acksWithin().get(), request.reach())
                    .onSuccess(result -> answer(ctx, id, result));
        } else {
            broadcaster.broadcast(event, request.reach());
            send(
                    ctx,
                    202,
                    JsonWriter.build(w -> w.beginObject().name("id").string(id).endObject()));
        }
    }

    private static void answer(RoutingContext ctx, String id, InquiryResult result) {
        switch (result) {
            case InquiryResult.TooManyOpen busy -> Problem.tooManyOpenAcks().send(ctx.response());
            case InquiryResult.Collected collected -> send(ctx, 200, AckAnswer.of(id, collected));
        }
    }

    /** The backend may have gone while it waited. */
    private static void send(RoutingContext ctx, int status, RawJson answer) {
        if (ctx.response().ended() || ctx.response().closed()) return;
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(answer.toBytes()));
    }
}
