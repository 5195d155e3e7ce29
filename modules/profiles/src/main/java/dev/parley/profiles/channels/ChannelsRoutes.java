package dev.parley.profiles.channels;

import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Access;
import dev.parley.api.http.RequestId;
import dev.parley.api.http.RequestSpans;
import dev.parley.apps.Scope;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.profiles.JsonBody;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contract's HTTP routes: {@code GET /api} and {@code POST /api/socket/events}. All below {@code /api}, in capitals or
 * not, is behind a key, but for Parley's own {@code /api/v1}, which keeps its words.
 */
final class ChannelsRoutes implements ProfileRoutes {

    private static final Logger log = LoggerFactory.getLogger(ChannelsRoutes.class);

    private static final String OWN_API = "/api/v1";
    private static final String STARTED = ChannelsRoutes.class.getName() + ".started";

    private final ChannelsConfig config;
    private final Broadcaster broadcaster;
    private final String namespace;

    ChannelsRoutes(ChannelsConfig config, Broadcaster broadcaster, String namespace) {
        this.config = config;
        this.broadcaster = broadcaster;
        this.namespace = namespace;
    }

    @Override
    public void addTo(Router router, Access access, RequestSpans spans) {
        String api = "(?i)" + Pattern.quote(config.httpPath() + "/api");
        String all = api + "(?:/.*)?";
        router.routeWithRegex(all).handler(ctx -> door(ctx, access)).failureHandler(ChannelsRoutes::failed);
        router.routeWithRegex(HttpMethod.GET, api + "/?").handler(HttpReply::ok);
        router.routeWithRegex(HttpMethod.POST, api + "/socket/events/?")
                .setName(config.httpPath() + "/api/socket/events")
                .handler(spans)
                .handler(BodyHandler.create(false).setBodyLimit(config.maxBody()))
                .handler(this::post);
        router.routeWithRegex(all).handler(ctx -> {
            if (isOwnApi(ctx)) ctx.next();
            else HttpReply.NOT_FOUND.send(ctx);
        });
    }

    private static boolean isOwnApi(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        return path.equals(OWN_API) || path.startsWith(OWN_API + "/");
    }

    private static void door(RoutingContext ctx, Access access) {
        if (isOwnApi(ctx)) {
            ctx.next();
            return;
        }
        switch (access.knock(ctx, Scope.EMIT)) {
            case Access.Open open -> {
                ctx.put(STARTED, System.nanoTime());
                ctx.next();
            }
            case Access.Closed closed -> HttpReply.INVALID_KEY.send(ctx);
            case Access.TooFast(String retryAfter) -> {
                ctx.response().putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
                HttpReply.TOO_FAST.send(ctx);
            }
        }
    }

    /** {@code {"channel","event","data"?}}: every socket in the channel receives the event with {@code data}, or null. */
    private void post(RoutingContext ctx) {
        Optional<RawJson> body = body(ctx);
        if (body.isEmpty()) {
            HttpReply.FAILED.send(ctx);
            return;
        }
        Map<String, RawJson> members = body.get().members();
        Optional<String> channel = text(members, "channel");
        Optional<String> event = text(members, "event").filter(name -> !SocketCodec.RESERVED_EVENTS.contains(name));
        if (channel.isEmpty()) {
            HttpReply.INVALID_CHANNEL.send(ctx, seconds(ctx));
        } else if (event.isEmpty()) {
            HttpReply.INVALID_EVENT.send(ctx, seconds(ctx));
        } else {
            RawJson data = members.getOrDefault("data", RawJson.NULL);
            RawJson args = JsonWriter.build(
                    w -> w.beginArray().string(event.get()).raw(data).endArray());
            var at = new AppNamespace(Access.caller(ctx).app().id(), namespace);
            var audience = Audience.of(at, Target.room(channel.get()));
            var broadcast = new Broadcast(RandomId.next(), audience, args, List.of(), false);
            broadcaster.broadcast(broadcaster.traced(broadcast, RequestSpans.traceparent(ctx)));
            HttpReply.ok(ctx, seconds(ctx));
        }
    }

    /** As the original read it: what does not say that it is JSON has nothing in it, and JSON is an object or an array. */
    private static Optional<RawJson> body(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        boolean json = type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
        if (!json) return Optional.of(RawJson.EMPTY_OBJECT);
        return JsonBody.of(ctx).filter(body -> body.kind() == RawJson.Kind.OBJECT || body.kind() == RawJson.Kind.ARRAY);
    }

    private static Optional<String> text(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString).filter(text -> !text.isEmpty());
    }

    private static double seconds(RoutingContext ctx) {
        long started = Objects.requireNonNull(ctx.<Long>get(STARTED));
        return (double) (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1);
    }

    /** The router's own refusals, in this contract's words; who has gone in the middle of a body wants none. */
    private static void failed(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) return;
        if (isOwnApi(ctx)) {
            ctx.next();
        } else if (ctx.statusCode() == HttpReply.TOO_LARGE.status()) {
            HttpReply.TOO_LARGE.send(ctx);
        } else {
            if (ctx.statusCode() >= 500) {
                log.atError()
                        .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                        .setCause(ctx.failure())
                        .log("a request failed: {}", ctx.normalizedPath());
            }
            HttpReply.FAILED.send(ctx);
        }
    }
}
