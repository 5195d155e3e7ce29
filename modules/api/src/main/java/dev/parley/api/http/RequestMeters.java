package dev.parley.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Measures requests, by what they ask for and how they were answered. Safe on every thread.
 *
 * <p>Clients can make up any path and any method; what is none of ours has no name here.
 */
public final class RequestMeters {

    private static final String NO_ROUTE = "none";
    private static final Duration[] BUCKETS = LongStream.of(
                    1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record Key(String route, String method, int status) {}

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    /** Of one node. */
    public RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Measures a request from now on until it is answered, or its client has gone. */
    public void begin(RoutingContext ctx) {
        long begun = System.nanoTime();
        ctx.addEndHandler(over -> {
            var key = new Key(route(ctx), method(ctx), ctx.response().getStatusCode());
            timers.computeIfAbsent(key, this::timer).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        });
        ctx.next();
    }

    /** What a request asks for: the path of its route, with parameters by their names, such as {@code /rooms/{room}}. */
    static String route(RoutingContext ctx) {
        Route route = ctx.currentRoute();
        String name = route == null ? null : route.getName();
        return name == null || name.equals("/") ? NO_ROUTE : name.replaceAll(":(\\w+)", "{$1}");
    }

    /** Clients may name any method. */
    private static String method(RoutingContext ctx) {
        String name = ctx.request().method().name();
        return switch (name) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> name;
            default -> "other";
        };
    }

    private Timer timer(Key key) {
        return Timer.builder("parley.http.requests")
                .description(
                        "Requests to the HTTP API and its pages, until they were answered; those of Socket.IO are not among them")
                .tag("route", key.route)
                .tag("method", key.method)
                .tag("status", Integer.toString(key.status))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
