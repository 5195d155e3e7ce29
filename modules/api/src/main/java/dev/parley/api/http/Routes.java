package dev.parley.api.http;

import dev.parley.api.contract.Contract;
import dev.parley.api.contract.RequestCheck;
import dev.parley.protocol.json.Members.Fault;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Gives the operations of the contract what they do: behind a door, and by JSON. The door opens or answers before anything
 * of the body is read; what the contract refuses does not reach its handler. Confined to the start of the verticle.
 */
public final class Routes {

    private static final int MAX_DEPTH = 100;
    private static final String OPERATION = Routes.class.getName() + ".operation";

    private final Contract contract;
    private final RouterBuilder builder;
    private final BodyHandler body;
    private final SecurityPolicyHandler inside;

    /**
     * Routes of one router.
     *
     * @param maxBody bytes of a request's body
     * @param inside gets each request that a door has let in, before anything of its body is read
     */
    public Routes(Vertx vertx, Contract contract, int maxBody, SecurityPolicyHandler inside) {
        this.inside = inside;
        this.contract = contract;
        this.builder = contract.router(vertx);
        this.body = BodyHandler.create(false).setBodyLimit(maxBody);
    }

    /** An operation for everybody. */
    public void open(String operation, Handler<RoutingContext> then) {
        RequestCheck check = contract.check(operation);
        route(operation).addHandler(ctx -> checked(ctx, check, then));
    }

    /** An operation that takes no body. */
    public void answer(String operation, SecurityPolicyHandler door, Handler<RoutingContext> then) {
        RequestCheck check = contract.check(operation);
        route(operation)
                .addHandler(named(operation, door))
                .addHandler(inside)
                .addHandler(ctx -> checked(ctx, check, then));
    }

    /** One that takes a body. Where the contract can do without, a request without one is one with an empty object. */
    public void take(String operation, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        RequestCheck check = contract.check(operation);
        read(operation, door, check, (ctx, json) -> {
            List<Fault> faults = check.bodyFaults(Buffer.buffer(json.toBytes()));
            if (faults.isEmpty()) then.accept(ctx, json);
            else Problem.invalidRequest(faults).send(ctx.response());
        });
    }

    /**
     * One whose body goes on to clients. It is checked by its own reader alone: the contract's check wants a tree of the
     * whole payload, and takes 6 us and more for each request, where the strict reader leaves the payload as it is. That
     * both refuse and accept the same is proven by a test.
     */
    public void relay(String operation, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        read(operation, door, contract.check(operation), then);
    }

    /**
     * The router, when every operation has been given.
     *
     * @throws IllegalStateException if one has not
     */
    public Router router() {
        List<String> idle = builder.getRoutes().stream()
                .filter(route -> route.getHandlers().isEmpty())
                .map(route -> route.getOperation().getOperationId())
                .sorted()
                .toList();
        if (!idle.isEmpty()) throw new IllegalStateException("nothing does what openapi.yaml promises: " + idle);
        return builder.createRouter();
    }

    /** The operation of the contract that a request is for, once it has come to a door. */
    public static Optional<String> operation(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(OPERATION));
    }

    private static SecurityPolicyHandler named(String operation, SecurityPolicyHandler door) {
        return ctx -> {
            ctx.put(OPERATION, operation);
            door.handle(ctx);
        };
    }

    private OpenAPIRoute route(String operation) {
        OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation), operation);
        if (!route.getHandlers().isEmpty()) throw new IllegalArgumentException(operation + " is given twice");
        return route;
    }

    private void read(
            String operation,
            SecurityPolicyHandler door,
            RequestCheck check,
            BiConsumer<RoutingContext, RawJson> then) {
        SecurityPolicyHandler json = Routes::onlyJson;
        route(operation)
                .addHandler(named(operation, door))
                .addHandler(inside)
                .addHandler(json)
                .addHandler(body)
                .addHandler(ctx -> checked(ctx, check, good -> read(good, check.needsBody(), then)))
                .addFailureHandler(Routes::unlessGone);
    }

    private static void checked(RoutingContext ctx, RequestCheck check, Handler<RoutingContext> then) {
        if (!check.isPath(ctx)) {
            Problem.ofStatus(404).send(ctx.response());
            return;
        }
        List<Fault> faults = check.parameterFaults(ctx);
        if (faults.isEmpty()) then.handle(ctx);
        else Problem.invalidRequest(faults).send(ctx.response());
    }

    /** Who goes in the middle of a body, or is let go for its slowness, has an answer or wants none: no fault of ours. */
    private static void unlessGone(RoutingContext ctx) {
        if (!(ctx.failure() instanceof HttpClosedException)) ctx.next();
    }

    /** What stands in the place of {@code {name}} in the path. */
    public static String param(RoutingContext ctx, String name) {
        String value = ctx.pathParam(name);
        if (value == null) throw new IllegalStateException("the route's path has no " + name);
        return value;
    }

    private static void onlyJson(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean nothing =
                request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
        if (type == null ? nothing : isJson(type)) ctx.next();
        else Problem.ofStatus(415).send(ctx.response());
    }

    private static boolean isJson(String type) {
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/json") || bare.equals("application/merge-patch+json");
    }

    private static byte[] bytes(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private static void read(RoutingContext ctx, boolean needed, BiConsumer<RoutingContext, RawJson> then) {
        byte[] bytes = bytes(ctx);
        if (bytes.length == 0 && !needed) {
            then.accept(ctx, RawJson.EMPTY_OBJECT);
            return;
        }
        switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
            case RawJson.Invalid invalid ->
                Problem.invalidJson("Byte " + invalid.offset() + " cannot be right.")
                        .send(ctx.response());
            case RawJson.Valid valid -> then.accept(ctx, valid.value());
        }
    }
}
