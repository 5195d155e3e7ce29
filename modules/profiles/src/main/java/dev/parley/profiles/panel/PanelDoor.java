package dev.parley.profiles.panel;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatUser;
import dev.parley.profiles.panel.Visitor.Backend;
import dev.parley.profiles.panel.Visitor.EndUser;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets requests in that show a client key or a token, and answers all others, in front of their bodies. Whoever acts as a
 * user is looked up each time: one who has been deleted gets no further, whatever the token says. Safe on every thread.
 */
final class PanelDoor {

    /** The claim of a token that names its user. */
    static final String USER_CLAIM = "id";

    private static final String BEARER = "Bearer ";

    /** Why the tokens of users who are deleted hold no longer. */
    private static final String REVOKED = "token_revoked";

    private static final PanelAnswer SUSPENDED = PanelAnswer.thrown(401, "This user is suspended!");
    private static final PanelAnswer NO_USER =
            PanelAnswer.thrown(400, "Invalid token or incomplete client key! Missing user info");

    /** Who a request turned out to be from. */
    private sealed interface Entry {}

    private record Let(Visitor in) implements Entry {}

    private record Turned(PanelAnswer away) implements Entry {}

    private final ClientKeys keys;
    private final PanelChat chat;
    private final Bus bus;

    PanelDoor(ClientKeys keys, PanelChat chat, Bus bus) {
        this.keys = keys;
        this.chat = chat;
        this.bus = bus;
    }

    /** Opens for backends alone. */
    SecurityPolicyHandler backends() {
        return door(visitor -> visitor instanceof Backend ? Optional.empty() : Optional.of(PanelAnswer.forbidden()));
    }

    /** Opens for users too. */
    SecurityPolicyHandler everybody() {
        return door(visitor -> Optional.empty());
    }

    /** Opens for users, and for backends that act for one. */
    SecurityPolicyHandler users() {
        return door(visitor -> visitor.user().isPresent() ? Optional.empty() : Optional.of(NO_USER));
    }

    /** The request stays paused: whoever reads its body, or answers it, lets it go on. */
    private SecurityPolicyHandler door(Function<Visitor, Optional<PanelAnswer>> refusal) {
        return ctx -> {
            ctx.request().pause();
            entry(ctx.request())
                    .onSuccess(entry -> {
                        switch (entry) {
                            case Turned turned -> turned.away.send(ctx);
                            case Let let -> enter(ctx, let.in, refusal.apply(let.in));
                        }
                    })
                    .onFailure(ctx::fail);
        };
    }

    private static void enter(RoutingContext ctx, Visitor visitor, Optional<PanelAnswer> refusal) {
        if (refusal.isPresent()) {
            refusal.get().send(ctx);
        } else {
            visitor.enter(ctx);
            ctx.next();
        }
    }

    private Future<Entry> entry(HttpServerRequest request) {
        String key = request.getHeader("clientKey");
        Optional<ClientKeys.Opened> opened = Optional.ofNullable(key).flatMap(keys::open);
        if (opened.isPresent()) return backend(opened.get());
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        if (!bearer) return Future.succeededFuture(new Turned(PanelAnswer.forbidden()));
        String token = authorization.substring(BEARER.length()).strip();
        return bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(chat.at(), token, Optional.of(USER_CLAIM)))
                .compose(this::bearer);
    }

    private Future<Entry> backend(ClientKeys.Opened opened) {
        if (opened.user().isEmpty()) return Future.succeededFuture(new Let(new Backend(Optional.empty())));
        return entry(opened.user().get(), user -> new Let(new Backend(user)));
    }

    private Future<Entry> bearer(ConnectDecision decision) {
        var forbidden = new Turned(PanelAnswer.forbidden());
        return switch (decision) {
            case ConnectDenied denied
            when denied.code().equals(REVOKED) -> Future.succeededFuture(new Turned(SUSPENDED));
            case ConnectDenied denied -> Future.succeededFuture(forbidden);
            case ConnectGranted granted ->
                entry(
                        granted.identity().user(),
                        user -> user.<Entry>map(it -> new Let(new EndUser(it))).orElse(forbidden));
        };
    }

    private Future<Entry> entry(String user, Function<Optional<ChatUser>, Entry> known) {
        return chat.user(user).map(answer -> switch (answer) {
            case ChatAnswer.Refused<Optional<ChatUser>> refused -> new Turned(PanelAnswer.failed());
            case ChatAnswer.Told<Optional<ChatUser>> told ->
                told.value().filter(it -> it.deleted().isPresent()).isPresent()
                        ? new Turned(SUSPENDED)
                        : known.apply(told.value());
        });
    }
}
