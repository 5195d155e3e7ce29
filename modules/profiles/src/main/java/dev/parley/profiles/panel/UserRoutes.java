package dev.parley.profiles.panel;

import dev.parley.api.http.Routes;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Revocation;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.UserQuestion.CreateUser;
import dev.parley.bus.chat.UserQuestion.DeleteUser;
import dev.parley.bus.chat.UserQuestion.ListUsers;
import dev.parley.bus.chat.UserQuestion.UpdateUser;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Users: {@code /user} and {@code /user/{id}}. For backends. Stateless. */
final class UserRoutes {

    private static final PanelAnswer UNKNOWN = PanelAnswer.handled(404, "User not found");

    private final PanelChat chat;
    private final Bus bus;
    private final InstantSource clock;
    private final int maxPerPage;

    UserRoutes(PanelChat chat, Bus bus, InstantSource clock, int maxPerPage) {
        this.chat = chat;
        this.bus = bus;
        this.clock = clock;
        this.maxPerPage = maxPerPage;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        SecurityPolicyHandler backends = door.backends();
        routes.post("/user", backends, this::create);
        routes.get("/user", backends, this::list);
        routes.get("/user/:id", backends, this::find);
        routes.patch("/user/:id", backends, this::update);
        routes.delete("/user/:id", backends, this::delete);
    }

    private Future<PanelAnswer> create(RoutingContext ctx, Fields body) {
        String nickname = body.required("nickname");
        if (!body.faults().isEmpty()) return Future.succeededFuture(PanelAnswer.invalid(body.faults()));
        var question = new CreateUser(
                chat.at(),
                Optional.empty(),
                IdForm.UUID,
                Optional.of(nickname),
                RawJson.EMPTY_OBJECT,
                Optional.empty());
        return chat.ask(
                question, told(201, "Successfully created user."), fault -> refused(fault, PanelAnswer.failed()));
    }

    private Future<PanelAnswer> list(RoutingContext ctx) {
        return switch (PageRequest.of(ctx, maxPerPage)) {
            case PageRequest.Bad bad -> Future.succeededFuture(PanelAnswer.invalid(bad.faults()));
            case PageRequest.Good good ->
                chat.ask(
                        new ListUsers(chat.at(), good.page()),
                        users -> listed(good, users),
                        fault -> PanelAnswer.failed());
        };
    }

    private static PanelAnswer listed(PageRequest.Good asked, Listing<ChatUser> users) {
        return PanelAnswer.handled(200, "Successfully found all users.", w -> {
            w.beginObject().name("data").beginArray();
            users.items().forEach(user -> PanelJson.user(w, user));
            w.endArray();
            asked.describe(w, users);
            w.endObject();
        });
    }

    private Future<PanelAnswer> find(RoutingContext ctx) {
        return chat.user(Routes.param(ctx, "id")).map(answer -> switch (answer) {
            case ChatAnswer.Refused<Optional<ChatUser>> refused -> PanelAnswer.failed();
            case ChatAnswer.Told<Optional<ChatUser>> told ->
                told.value().map(told(200, "Successfully found the user.")).orElse(UNKNOWN);
        });
    }

    private Future<PanelAnswer> update(RoutingContext ctx, Fields body) {
        Optional<String> nickname = body.optional("nickname");
        if (!body.faults().isEmpty()) return Future.succeededFuture(PanelAnswer.invalid(body.faults()));
        return chat.ask(
                new UpdateUser(chat.at(), Routes.param(ctx, "id"), nickname, Optional.empty()),
                told(200, "Successfully updated user."),
                fault -> refused(fault, PanelAnswer.handled(304, "User update failed.")));
    }

    /** The user's tokens are worth nothing any more, and whoever is connected by one has to go. */
    private Future<PanelAnswer> delete(RoutingContext ctx) {
        var at = chat.at();
        String id = Routes.param(ctx, "id");
        var failed = PanelAnswer.handled(304, "User delete failed.");
        return chat.then(
                new DeleteUser(at, id),
                user -> bus.ask(
                                Addresses.REVOKE,
                                new Revoke(new Revocation(at.app(), Revocation.Kind.USER, id, clock.instant())))
                        .transform(revoked -> Future.succeededFuture(
                                told(200, "Successfully deleted user.").apply(user))),
                fault -> refused(fault, failed));
    }

    private static Function<ChatUser, PanelAnswer> told(int statusCode, String message) {
        return user -> PanelAnswer.handled(statusCode, message, w -> PanelJson.user(w, user));
    }

    private static PanelAnswer refused(ChatFault fault, PanelAnswer otherwise) {
        return switch (fault) {
            case UNKNOWN_USER, USER_DELETED -> UNKNOWN;
            case INVALID_ID -> PanelAnswer.invalid(List.of("nickname must not be empty or longer than allowed"));
            default -> otherwise;
        };
    }
}
