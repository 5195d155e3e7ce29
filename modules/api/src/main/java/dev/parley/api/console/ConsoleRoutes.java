package dev.parley.api.console;

import dev.parley.api.access.Access;
import dev.parley.api.access.Act;
import dev.parley.api.access.Actor;
import dev.parley.api.access.ConsoleSession;
import dev.parley.api.access.ConsoleSessions;
import dev.parley.api.access.ConsoleSessions.Opened;
import dev.parley.api.access.Witness;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestId;
import dev.parley.api.http.Routes;
import dev.parley.api.server.NodeFacts;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /console}: the page, and {@code /console/session}, who is signed in. Where there is no console none of it is there.
 * Safe on every thread.
 */
public final class ConsoleRoutes {

    private static final Logger log = LoggerFactory.getLogger(ConsoleRoutes.class);
    private static final int LONGEST_KEY = 1_000;

    private final Optional<ConsoleSessions> sessions;
    private final ConsoleConfig config;
    private final NodeFacts node;
    private final Witness witness;
    private final ConsolePages pages;

    /**
     * The routes of one node.
     *
     * @param sessions nothing where there is no console
     */
    public ConsoleRoutes(
            Vertx vertx, Optional<ConsoleSessions> sessions, ConsoleConfig config, NodeFacts node, Witness witness) {
        this.sessions = sessions;
        this.config = config;
        this.node = node;
        this.witness = witness;
        this.pages = new ConsolePages(vertx);
    }

    public void addTo(Routes routes, Access access) {
        routes.open("console", ifThere(pages::page));
        routes.open("consoleAsset", ifThere(pages::asset));
        routes.open("showSession", ifThere(this::show));
        routes.take(
                "openSession",
                ctx -> ifThere(RoutingContext::next).handle(ctx),
                (ctx, body) -> sessions.ifPresent(open -> signIn(ctx, body, open, access)));
        routes.open("endSession", ifThere(this::signOut));
    }

    private Handler<RoutingContext> ifThere(Handler<RoutingContext> then) {
        return sessions.isPresent() ? then : ConsoleRoutes::missing;
    }

    private static void missing(RoutingContext ctx) {
        Problem.ofStatus(404).send(ctx.response());
    }

    private void show(RoutingContext ctx) {
        sessions.flatMap(open -> open.byCookie(ctx.request().headers()))
                .ifPresentOrElse(session -> Answers.send(ctx, 200, json(session)), () -> Answers.done(ctx));
    }

    private void signIn(RoutingContext ctx, RawJson body, ConsoleSessions open, Access access) {
        String key = body.member("key").flatMap(RawJson::asString).orElse("");
        Optional<Opened> opened = key.length() > LONGEST_KEY ? Optional.empty() : open.open(key);
        if (opened.isEmpty()) {
            Optional<Problem> tooFast = access.failedSignIn(ctx.request());
            if (tooFast.isEmpty()) log.warn("request {}: a wrong key at the console", RequestId.of(ctx.response()));
            tooFast.orElseGet(Problem::unauthorized).send(ctx.response());
            return;
        }
        ConsoleSession session = opened.get().session();
        ctx.response()
                .addCookie(cookie(
                        ctx.request(), opened.get().cookie(), opened.get().maxAge()));
        tell(ctx, session.actor(), "openSession", 200);
        Answers.send(ctx, 200, json(session));
    }

    private void signOut(RoutingContext ctx) {
        Optional<ConsoleSession> session =
                sessions.flatMap(open -> open.of(ctx.request().headers()));
        if (session.isEmpty()) {
            Problem.unauthorized().send(ctx.response());
            return;
        }
        sessions.ifPresent(open -> open.end(session.get()));
        ctx.response().addCookie(cookie(ctx.request(), "", Duration.ZERO));
        tell(ctx, session.get().actor(), "endSession", 204);
        Answers.done(ctx);
    }

    private void tell(RoutingContext ctx, Actor who, String what, int status) {
        witness.saw(new Act(who, what, ctx.normalizedPath(), Optional.empty(), status, RequestId.of(ctx.response())));
    }

    /** Of use for the API too, so for all paths; for no script, and for no request that another site has had made. */
    private static Cookie cookie(HttpServerRequest request, String value, Duration maxAge) {
        return Cookie.cookie(ConsoleSessions.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isEncrypted(request))
                .setMaxAge(maxAge.toSeconds());
    }

    /** Whoever says so without being a proxy harms the own cookie alone. */
    private static boolean isEncrypted(HttpServerRequest request) {
        return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    private RawJson json(ConsoleSession session) {
        return JsonWriter.object(w -> {
            w.name("key")
                    .string(session.key())
                    .name("until")
                    .string(session.until().toString());
            w.name("token").string(session.token());
            w.name("node").string(node.id().value()).name("version").string(node.version());
            w.name("socketPath").string(config.socketPath());
        });
    }
}
