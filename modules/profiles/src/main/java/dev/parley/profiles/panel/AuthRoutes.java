package dev.parley.profiles.panel;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintJwt;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatUser;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tokens for users: {@code POST /auth/init} and {@code POST /auth/{user_id}}. For backends. Stateless. */
final class AuthRoutes {

    private static final Logger log = LoggerFactory.getLogger(AuthRoutes.class);

    /** Two words are another contract's, and no ids of users. */
    private static final String BY_PATH = "/auth/(?<user>(?!sign-up/?$|sign-in/?$)[^/]+)/?";

    private final PanelChat chat;
    private final Bus bus;
    private final Duration lifetime;

    /** @param lifetime of the tokens */
    AuthRoutes(PanelChat chat, Bus bus, Duration lifetime) {
        this.chat = chat;
        this.bus = bus;
        this.lifetime = lifetime;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        SecurityPolicyHandler backends = door.backends();
        routes.post("/auth/init", backends, this::init);
        routes.postTo(BY_PATH, backends, (ctx, body) -> tokenFor(Optional.ofNullable(ctx.pathParam("user"))));
    }

    private Future<PanelAnswer> init(RoutingContext ctx, Fields body) {
        Optional<String> user = body.optional("user_id");
        return body.faults().isEmpty() ? tokenFor(user) : Future.succeededFuture(PanelAnswer.invalid(body.faults()));
    }

    private Future<PanelAnswer> tokenFor(Optional<String> id) {
        var unknown = PanelAnswer.handled(404, "User not found!");
        if (id.isEmpty()) return Future.succeededFuture(unknown);
        return chat.user(id.get()).compose(answer -> switch (answer) {
            case ChatAnswer.Refused<Optional<ChatUser>> refused -> Future.succeededFuture(PanelAnswer.failed());
            case ChatAnswer.Told<Optional<ChatUser>> told ->
                told.value().map(this::unlessDeleted).orElse(Future.succeededFuture(unknown));
        });
    }

    private Future<PanelAnswer> unlessDeleted(ChatUser user) {
        if (user.deleted().isPresent())
            return Future.succeededFuture(PanelAnswer.handled(404, "This user is supended!"));
        RawJson claims = JsonWriter.build(w -> PanelJson.user(w, user));
        return bus.ask(Addresses.MINT, new MintJwt(chat.at().app(), claims, Optional.of(lifetime)))
                .map(AuthRoutes::made);
    }

    private static PanelAnswer made(MintDecision decision) {
        return switch (decision) {
            case Minted minted ->
                PanelAnswer.handled(
                        200,
                        "Successfully authenticated!",
                        w -> w.beginObject()
                                .name("token")
                                .string(minted.token())
                                .endObject());
            case MintRefused refused -> {
                log.error("no token could be made: {}", refused.reason());
                yield PanelAnswer.failed();
            }
        };
    }
}
