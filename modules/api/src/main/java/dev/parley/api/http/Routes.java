package dev.parley.api.http;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Adds routes that are behind a door and take JSON. The door opens or answers before anything of the body is read.
 * Confined to the start of the verticle.
 */
public final class Routes {

    private static final int MAX_DEPTH = 100;

    private final Router router;
    private final BodyHandler body;

    /**
     * Routes of one router.
     *
     * @param maxBody bytes of a request's body
     */
    public Routes(Router router, int maxBody) {
        this.router = router;
        this.body = BodyHandler.create(false).setBodyLimit(maxBody);
    }

    public void get(String path, SecurityPolicyHandler door, Handler<RoutingContext> then) {
        router.get(path).handler(door).handler(then);
    }

    public void delete(String path, SecurityPolicyHandler door, Handler<RoutingContext> then) {
        router.delete(path).handler(door).handler(then);
    }

    public void post(String path, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        add(HttpMethod.POST, path, door, ctx -> read(ctx, bytes(ctx), then));
    }

    /** Takes a request without a body for one with an empty object. */
    public void act(String path, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        add(HttpMethod.POST, path, door, ctx -> readIfAny(ctx, then));
    }

    /** Takes a request without a body for one with an empty object. */
    public void put(String path, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        add(HttpMethod.PUT, path, door, ctx -> readIfAny(ctx, then));
    }

    public void patch(String path, SecurityPolicyHandler door, BiConsumer<RoutingContext, RawJson> then) {
        add(HttpMethod.PATCH, path, door, ctx -> read(ctx, bytes(ctx), then));
    }

    private void add(HttpMethod method, String path, SecurityPolicyHandler door, Handler<RoutingContext> then) {
        SecurityPolicyHandler json = Routes::onlyJson;
        router.route(method, path)
                .handler(door)
                .handler(json)
                .handler(body)
                .handler(then)
                .failureHandler(Routes::unlessGone);
    }

    /** Who goes in the middle of a body, or is let go for its slowness, has an answer or wants none: no fault of ours. */
    private static void unlessGone(RoutingContext ctx) {
        if (!(ctx.failure() instanceof HttpClosedException)) ctx.next();
    }

    /** What stands in the place of {@code :name} in the path. */
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

    private static void readIfAny(RoutingContext ctx, BiConsumer<RoutingContext, RawJson> then) {
        byte[] bytes = bytes(ctx);
        if (bytes.length == 0) then.accept(ctx, RawJson.EMPTY_OBJECT);
        else read(ctx, bytes, then);
    }

    private static void read(RoutingContext ctx, byte[] bytes, BiConsumer<RoutingContext, RawJson> then) {
        switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
            case RawJson.Invalid invalid ->
                Problem.invalidJson("Byte " + invalid.offset() + " cannot be right.")
                        .send(ctx.response());
            case RawJson.Valid valid -> then.accept(ctx, valid.value());
        }
    }
}
