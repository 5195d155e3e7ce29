package dev.parley.api.tokens;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestId;
import dev.parley.api.http.Routes;
import dev.parley.apps.App;
import dev.parley.apps.Scope;
import dev.parley.bus.Address;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.Message.Question;
import dev.parley.bus.Message.RevokeDecision;
import dev.parley.bus.Message.RevokeRefused;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Revocation;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/tokens} and {@code /api/v1/join-tokens}: asks whoever mints and revokes, and tells what came of it. Safe
 * on every thread.
 */
public final class TokenRoutes {

    private static final Logger log = LoggerFactory.getLogger(TokenRoutes.class);

    private final Bus bus;
    private final InstantSource clock;

    public TokenRoutes(Bus bus, InstantSource clock) {
        this.bus = bus;
        this.clock = clock;
    }

    public void addTo(Routes routes, Access access) {
        routes.take("mintUserToken", access.scope(Scope.TOKENS), this::user);
        routes.take("revokeTokens", access.scope(Scope.TOKENS), this::revoke);
        routes.take("mintJoinToken", access.scope(Scope.TOKENS), this::join);
    }

    private void user(RoutingContext ctx, RawJson body) {
        TokenRequests.user(app(ctx), body)
                .orRefuse(ctx.response(), request -> mint(ctx, request, "user", request.user()));
    }

    private void join(RoutingContext ctx, RawJson body) {
        TokenRequests.join(app(ctx), body)
                .orRefuse(ctx.response(), request -> mint(ctx, request, "room", request.room()));
    }

    private void revoke(RoutingContext ctx, RawJson body) {
        TokenRequests.revocation(app(ctx), body, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .orRefuse(
                        ctx.response(),
                        request -> ask(ctx, Addresses.REVOKE, request, decision -> decided(ctx, decision)));
    }

    /**
     * Asks for a token and tells it.
     *
     * @param of what the token is for, and its name
     */
    private void mint(RoutingContext ctx, Question<MintDecision> request, String of, String name) {
        ask(ctx, Addresses.MINT, request, decision -> {
            switch (decision) {
                case Minted minted -> Answers.send(ctx, 201, minted(minted, of, name));
                case MintRefused refused ->
                    new Problem(422, refused.code(), "There is no such token to be had", refused.reason())
                            .send(ctx.response());
            }
        });
    }

    private <A extends Message, Q extends Question<A>> void ask(
            RoutingContext ctx, Address<? super Q> to, Q question, Consumer<A> then) {
        bus.ask(to, question).onSuccess(then::accept).onFailure(cause -> {
            log.atWarn()
                    .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                    .setCause(cause)
                    .log("no answer to a {}", question.getClass().getSimpleName());
            Problem.unavailable().send(ctx.response());
        });
    }

    private static RawJson minted(Minted minted, String of, String name) {
        return JsonWriter.build(w -> {
            w.beginObject().name("token").string(minted.token());
            String id = minted.id();
            if (id != null) w.name("id").string(id);
            w.name(of).string(name);
            w.name("expires").string(minted.expires().toString()).endObject();
        });
    }

    private static void decided(RoutingContext ctx, RevokeDecision decision) {
        switch (decision) {
            case Revoked revoked -> revoked(ctx, revoked);
            case RevokeRefused refused ->
                new Problem(503, refused.code(), "Nothing was revoked", refused.reason()).send(ctx.response());
        }
    }

    private static void revoked(RoutingContext ctx, Revoked revoked) {
        Revocation what = revoked.revocation();
        Answers.send(ctx, 200, JsonWriter.build(w -> {
            w.beginObject().name("revoked").beginObject();
            switch (what.kind()) {
                case TOKEN -> w.name("token").string(what.of());
                case USER ->
                    w.name("user")
                            .string(what.of())
                            .name("before")
                            .string(what.before().toString());
                case ALL -> w.name("before").string(what.before().toString());
            }
            w.endObject().endObject();
        }));
    }

    private static App app(RoutingContext ctx) {
        return Access.caller(ctx).app();
    }
}
