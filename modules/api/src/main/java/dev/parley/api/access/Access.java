package dev.parley.api.access;

import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestId;
import dev.parley.api.http.Routes;
import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.apps.Apps.Caller;
import dev.parley.apps.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes the doors of the HTTP API. A door opens for requests that carry the right key, as {@code X-Api-Key} or {@code
 * Authorization: Bearer}, and answers all others. A key opens doors for its own app and for no other. Safe on every thread.
 *
 * <p>The admin, by a key or signed in at the console, may act for any app, which the header {@value #CHOSEN_APP} names. What
 * the admin has done that way, or by the admin API, is told to a {@link Witness}.
 */
public final class Access {

    /** The header by which the admin chooses an app. */
    public static final String CHOSEN_APP = "X-Parley-App";

    private static final String CALLER = Caller.class.getName();
    private static final String BEARER = "Bearer ";

    /** Who asks, by the key. */
    private sealed interface Visitor {}

    private record Nobody() implements Visitor {}

    private record Admin(Actor actor) implements Visitor {}

    private record Member(Caller caller) implements Visitor {}

    /** Says no to a visitor who has a key, or nothing. */
    private interface Rule {
        Optional<Problem> refusal(Visitor who, RoutingContext ctx);
    }

    private final Apps apps;
    private final AdminKeys admins;
    private final Optional<ConsoleSessions> sessions;
    private final Witness witness;
    private final RequestLimits limits;

    /**
     * The doors of one node.
     *
     * @param sessions of the console, if there is one
     * @param witness is told what admins have had done
     * @param nanoTime as {@link System#nanoTime}
     */
    public Access(
            Apps apps,
            AdminKeys admins,
            Optional<ConsoleSessions> sessions,
            Witness witness,
            LongSupplier nanoTime,
            MeterRegistry meters) {
        this.apps = apps;
        this.admins = admins;
        this.sessions = sessions;
        this.witness = witness;
        this.limits = new RequestLimits(apps.standard().id(), nanoTime, meters);
    }

    /** The doors of a node without a console. */
    public Access(Apps apps, AdminKeys admins, LongSupplier nanoTime, MeterRegistry meters) {
        this(apps, admins, Optional.empty(), Witness.NONE, nanoTime, meters);
    }

    /** What becomes of a request to a contract that has words of its own for refusals. */
    public sealed interface Knock {}

    /** It comes from an app, and {@link #caller} knows which. */
    public record Open() implements Knock {}

    /** It has no key, or none that opens this. */
    public record Closed() implements Knock {}

    /** Its key, or its address, has asked too often.
     *
     * @param retryAfter for the header of that name
     */
    public record TooFast(String retryAfter) implements Knock {}

    /** Whose key a request that came through {@link #scope} or {@link #knock} carries. */
    public static Caller caller(RoutingContext ctx) {
        Caller caller = ctx.get(CALLER);
        if (caller == null) throw new IllegalStateException("the request did not come through the door of an app");
        return caller;
    }

    /** Opens for keys of apps that have the scope, and for the admin who has chosen one. */
    public SecurityPolicyHandler scope(Scope needed) {
        return door((who, ctx) -> {
            String chosen = ctx.request().getHeader(CHOSEN_APP);
            if (who instanceof Admin admin && chosen != null) return choose(admin, chosen, ctx);
            return has(who, needed) ? Optional.empty() : Optional.of(Problem.outOfScope(needed));
        });
    }

    private Optional<Problem> choose(Admin admin, String id, RoutingContext ctx) {
        Optional<App> app = apps.find(id);
        app.ifPresent(found -> ctx.put(CALLER, new Caller(found, keyOf(admin))));
        return app.isPresent() ? Optional.empty() : Optional.of(unknownApp(id));
    }

    /** In the place of a key of the app; no key that is presented has such a digest. */
    private static ApiKey keyOf(Admin admin) {
        return new ApiKey(admin.actor.key(), "", EnumSet.allOf(Scope.class), Optional.empty());
    }

    /** A try to sign in with something that is no key. Nothing if it may be told so, else what it is told. */
    public Optional<Problem> failedSignIn(HttpServerRequest request) {
        return limits.failure(address(request.remoteAddress())).map(Problem::rateLimited);
    }

    /** The same for a contract that answers the others itself. */
    public Knock knock(RoutingContext ctx, Scope needed) {
        Visitor who = visitor(ctx.request());
        Optional<Duration> wait = tooFast(who, ctx.request());
        if (wait.isPresent()) return new TooFast(Problem.seconds(wait.get()));
        if (!(who instanceof Member member) || !has(who, needed)) return new Closed();
        ctx.put(CALLER, member.caller);
        return new Open();
    }

    /**
     * Opens what tells of all apps: for the admin, and for keys of the configured app that have the scope, since whoever
     * configures it runs the node.
     */
    public SecurityPolicyHandler ofAllApps(Scope needed) {
        return door((who, ctx) -> {
            if (who instanceof Admin) return Optional.empty();
            boolean configured = who instanceof Member member
                    && member.caller.app().id().equals(apps.standard().id());
            if (!configured) return Optional.of(adminOnly());
            return has(who, needed) ? Optional.empty() : Optional.of(Problem.outOfScope(needed));
        });
    }

    /** Opens for the admin alone. */
    public SecurityPolicyHandler admin() {
        return ifEnabled(door((who, ctx) -> who instanceof Admin ? Optional.empty() : Optional.of(adminOnly())));
    }

    /** Opens for everybody, as often as one address may show a key that is wrong. */
    public SecurityPolicyHandler anybody() {
        return ctx -> {
            HttpServerRequest request = ctx.request();
            Optional<Duration> wait = limits.failure(address(request.remoteAddress()));
            if (wait.isPresent()) Problem.rateLimited(wait.get()).send(ctx.response());
            else ctx.next();
        };
    }

    /** Opens for the admin, and for the app that the path names under {@code :app}. To other apps there is no such app. */
    public SecurityPolicyHandler adminOrOwner() {
        return ifEnabled(door((who, ctx) -> {
            if (who instanceof Admin) return Optional.empty();
            if (!has(who, Scope.ADMIN)) return Optional.of(Problem.outOfScope(Scope.ADMIN));
            String app = Routes.param(ctx, "app");
            return who instanceof Member member && member.caller.app().id().equals(app)
                    ? Optional.empty()
                    : Optional.of(unknownApp(app));
        }));
    }

    /** The same for an app that is not there and for one that is not the asker's. */
    public static Problem unknownApp(String id) {
        return new Problem(404, "unknown_app", "There is no such app", "No app has the id \"" + id + "\".");
    }

    private static boolean has(Visitor who, Scope needed) {
        return who instanceof Member member && member.caller.key().scopes().contains(needed);
    }

    private SecurityPolicyHandler ifEnabled(SecurityPolicyHandler door) {
        if (!admins.isEmpty()) return door;
        return ctx -> new Problem(
                        403,
                        "admin_disabled",
                        "The admin API is closed",
                        "It has no key; see admin.api-keys (ADMIN_API_KEY).")
                .send(ctx.response());
    }

    private static Problem adminOnly() {
        return new Problem(403, "admin_only", "This is for the admin", "A key of an app does not open it.");
    }

    private SecurityPolicyHandler door(Rule rule) {
        return ctx -> {
            Visitor who = visitor(ctx.request());
            Optional<Problem> refusal = tooFast(who, ctx.request())
                    .map(Problem::rateLimited)
                    .or(() -> who instanceof Nobody ? Optional.of(Problem.unauthorized()) : rule.refusal(who, ctx));
            if (refusal.isPresent()) {
                refusal.get().send(ctx.response());
                return;
            }
            if (who instanceof Member member) ctx.put(CALLER, member.caller);
            if (who instanceof Admin admin && isTold(ctx)) ctx.addEndHandler(sent -> tell(admin, ctx));
            ctx.next();
        };
    }

    /** What changes something, and what gives a secret away. */
    private static boolean isTold(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        boolean looks = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        return !looks || ctx.normalizedPath().endsWith("/secret");
    }

    private void tell(Admin admin, RoutingContext ctx) {
        Caller caller = ctx.get(CALLER);
        witness.saw(new Act(
                admin.actor,
                Routes.operation(ctx).orElse(ctx.request().method().name()),
                ctx.normalizedPath(),
                Optional.ofNullable(caller).map(of -> of.app().id()),
                ctx.response().getStatusCode(),
                RequestId.of(ctx.response())));
    }

    /** A key goes before a session: whoever shows one means it. */
    private Visitor visitor(HttpServerRequest request) {
        Optional<String> key = presented(request);
        if (key.isEmpty()) {
            return sessions.flatMap(open -> open.of(request.headers()))
                    .<Visitor>map(session -> new Admin(session.actor()))
                    .orElseGet(Nobody::new);
        }
        Optional<AdminKey> admin = admins.open(key.get());
        if (admin.isPresent()) return new Admin(admin.get().actor());
        return apps.byKey(key.get()).<Visitor>map(Member::new).orElseGet(Nobody::new);
    }

    /**
     * A good key is not held up by what others at its address do: behind a proxy all have one address, and anybody could
     * lock out everybody.
     */
    private Optional<Duration> tooFast(Visitor who, HttpServerRequest request) {
        return switch (who) {
            case Admin admin -> Optional.empty();
            case Member member -> limits.request(member.caller);
            case Nobody nobody -> limits.failure(address(request.remoteAddress()));
        };
    }

    private static String address(SocketAddress remote) {
        String host = remote.hostAddress();
        return host == null ? remote.toString() : host;
    }

    /** The key that a request shows. */
    public static Optional<String> presented(HttpServerRequest request) {
        String key = request.getHeader("X-Api-Key");
        if (key != null) return Optional.of(key);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
