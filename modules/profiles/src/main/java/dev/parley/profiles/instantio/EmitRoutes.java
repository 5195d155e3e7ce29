package dev.parley.profiles.instantio;

import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Access;
import dev.parley.api.http.RequestSpans;
import dev.parley.bus.Answer;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.cluster.InquiryResult;
import dev.parley.cluster.Reach;
import dev.parley.profiles.AnyOrigin;
import dev.parley.profiles.JsonBody;
import dev.parley.profiles.ProfileServices;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code /instantio/emit}, by any method, in upper or lower case, and whatever lies below it: backends emit events here, in
 * namespaces that speak the profile and in no others. Open to pages of every origin, as the original's.
 */
final class EmitRoutes implements ProfileRoutes {

    private static final String PATH = "(?i)/instantio/emit(?:/.*)?";

    private static final EmitAnswer EMITTED = new EmitAnswer(200, "Event emitted successfully");
    private static final EmitAnswer TIMEOUT = new EmitAnswer(408, "Timeout waiting!");
    private static final EmitAnswer NO_JSON = new EmitAnswer(400, "The body is not JSON");
    private static final EmitAnswer UNREADABLE = new EmitAnswer(400, "The request could not be read");
    private static final EmitAnswer NO_KEY = new EmitAnswer(401, "A key is needed: X-Api-Key or Authorization: Bearer");
    private static final EmitAnswer TOO_LARGE = new EmitAnswer(413, "request entity too large");
    private static final EmitAnswer ANSWER_TOO_LARGE = new EmitAnswer(502, "The client's answer is too large");
    private static final EmitAnswer TOO_MANY = new EmitAnswer(503, "Too many emits wait for clients, try again later");

    private final InstantioConfig config;
    private final ProfileServices node;
    private final Predicate<String> speaks;

    /**
     * @param speaks whether a namespace of this name speaks the profile
     */
    EmitRoutes(InstantioConfig config, ProfileServices node, Predicate<String> speaks) {
        this.config = config;
        this.node = node;
        this.speaks = speaks;
    }

    @Override
    public void addTo(Router router, Access access, RequestSpans spans) {
        SecurityPolicyHandler pages = AnyOrigin::welcome;
        SecurityPolicyHandler door = this::door;
        Route emit = router.routeWithRegex(PATH)
                .setName("/instantio/emit")
                .handler(pages)
                .handler(door);
        if (!config.emitKeys().areNone()) emit.handler(spans);
        emit.handler(BodyHandler.create(false).setBodyLimit(config.maxBody()))
                .handler(this::read)
                .failureHandler(EmitRoutes::failed);
    }

    private void door(RoutingContext ctx) {
        if (config.emitKeys().admit(Access.presented(ctx.request()))) {
            ctx.next();
        } else {
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
            NO_KEY.send(ctx);
        }
    }

    private void read(RoutingContext ctx) {
        Optional<RawJson> body = JsonBody.of(ctx);
        if (body.isEmpty()) {
            NO_JSON.send(ctx);
            return;
        }
        switch (EmitRequest.of(body.get(), config.maxRooms())) {
            case EmitRequest.Bad bad -> bad.answer().send(ctx);
            case EmitRequest.Good good -> emit(ctx, good.request());
        }
    }

    /** A namespace that does not speak the profile has nobody in it, as far as this contract goes. */
    private void emit(RoutingContext ctx, EmitRequest request) {
        String namespace = request.namespace().orElse(config.namespace());
        if (request.to().isEmpty() || !speaks.test(namespace)) {
            (request.waits() ? TIMEOUT : EMITTED).send(ctx);
            return;
        }
        var at = new AppNamespace(node.apps().standard().id(), namespace);
        Broadcast event = node.broadcaster().traced(request.broadcast(at), RequestSpans.traceparent(ctx));
        if (request.waits()) {
            node.inquiries()
                    .askForOne(event, config.waitTimeout(), Reach.CLUSTER)
                    .onSuccess(result -> answer(result).send(ctx));
        } else {
            node.broadcaster().broadcast(event);
            EMITTED.send(ctx);
        }
    }

    private static EmitAnswer answer(InquiryResult result) {
        return switch (result) {
            case InquiryResult.TooManyOpen busy -> TOO_MANY;
            case InquiryResult.Collected collected ->
                collected.answers().stream()
                        .findFirst()
                        .map(EmitRoutes::delivered)
                        .orElse(collected.truncated() ? ANSWER_TOO_LARGE : TIMEOUT);
        };
    }

    private static EmitAnswer delivered(Answer first) {
        RawJson data = NodeJson.of(first.value(), first.attachments());
        return new EmitAnswer(200, "Event delivered successfully", Optional.of(data));
    }

    /** The router's own refusals, in this contract's form; who has gone in the middle of a body wants none. */
    private static void failed(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) return;
        switch (ctx.statusCode()) {
            case 413 -> TOO_LARGE.send(ctx);
            case 400 -> UNREADABLE.send(ctx);
            default -> ctx.next();
        }
    }
}
