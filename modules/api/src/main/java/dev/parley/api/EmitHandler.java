package dev.parley.api;

import dev.parley.cluster.Broadcaster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/emit}: accepts an event and answers 202 with its id. The events of one HTTP connection reach each
 * recipient in the order of the requests (promise P2). Safe on every thread.
 */
final class EmitHandler implements Handler<RoutingContext> {

    private static final int MAX_DEPTH = 100;

    private final Set<String> namespaces;
    private final int maxTargets;
    private final Broadcaster broadcaster;
    private final Supplier<String> ids;

    EmitHandler(Set<String> namespaces, int maxTargets, Broadcaster broadcaster, Supplier<String> ids) {
        this.namespaces = namespaces;
        this.maxTargets = maxTargets;
        this.broadcaster = broadcaster;
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
                switch (EmitRequest.parse(valid.value(), maxTargets)) {
                    case EmitRequest.Invalid refused -> refused.problem().send(ctx.response());
                    case EmitRequest.Valid emit -> emit(ctx, emit.request());
                }
            }
        }
    }

    private void emit(RoutingContext ctx, EmitRequest request) {
        if (!namespaces.contains(request.namespace())) {
            Problem.unknownNamespace(request.namespace()).send(ctx.response());
            return;
        }
        String id = ids.get();
        broadcaster.broadcast(request.broadcast(id));
        RawJson answer =
                JsonWriter.build(w -> w.beginObject().name("id").string(id).endObject());
        ctx.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(answer.toBytes()));
    }
}
