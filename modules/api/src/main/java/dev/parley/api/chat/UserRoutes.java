package dev.parley.api.chat;

import static dev.parley.api.chat.ChatCalls.say;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.bus.chat.UserQuestion.DeleteUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.bus.chat.UserQuestion.ListUsers;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /api/v1/chat/users}: who there is, and what one user has before him. Safe on every thread. */
final class UserRoutes {

    private final ChatCalls calls;
    private final Paging paging;
    private final Presences presences;

    UserRoutes(ChatCalls calls, Paging paging, Presences presences) {
        this.calls = calls;
        this.paging = paging;
        this.presences = presences;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.CHAT);
        routes.answer("listUsers", door, this::list);
        routes.take("putUser", door, this::put);
        routes.answer("showUser", door, this::show);
        routes.answer("deleteUser", door, this::delete);
        routes.answer("listConversations", door, this::rooms);
        routes.answer("countUnread", door, this::unread);
        routes.answer("showPresence", door, this::presence);
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        Page page = paging.page(query);
        calls.ask(
                ctx,
                query,
                at -> new ListUsers(at, page),
                users -> say(ctx, 200, w -> Paging.tell(w, "users", page, users, ChatJson::user)));
    }

    private void put(RoutingContext ctx, RawJson body) {
        calls.ask(ctx, user(id(ctx), body), user -> say(ctx, 200, w -> ChatJson.user(w, user)));
    }

    private static Parsed<Function<AppNamespace, PutUser>> user(String id, RawJson body) {
        Members members = Members.of(body);
        Optional<String> name = members.string("name", ChatMembers.LONGEST_NAME);
        RawJson data = ChatMembers.data(members).orElse(RawJson.EMPTY_OBJECT);
        return Parsed.of(members, () -> at -> new PutUser(at, id, name, data));
    }

    /** A deleted user too: messages that are still there tell of them. */
    private void show(RoutingContext ctx) {
        calls.ask(ctx, at -> new FindUsers(at, Set.of(id(ctx))), users -> {
            if (users.isEmpty()) ChatProblems.of(ChatFault.UNKNOWN_USER).send(ctx.response());
            else say(ctx, 200, w -> ChatJson.user(w, users.getFirst()));
        });
    }

    private void delete(RoutingContext ctx) {
        calls.ask(ctx, at -> new DeleteUser(at, id(ctx)), user -> Answers.done(ctx));
    }

    private void rooms(RoutingContext ctx) {
        Members query = Query.of(ctx);
        Optional<String> after = query.string("after", ChatMembers.LONGEST_NAME);
        int limit = paging.limit(query);
        calls.ask(
                ctx,
                query,
                at -> new RoomsOf(at, id(ctx), after, limit),
                page -> say(ctx, 200, w -> {
                    w.beginObject();
                    ChatJson.conversations(w, page);
                    w.endObject();
                }));
    }

    private void unread(RoutingContext ctx) {
        calls.ask(
                ctx,
                at -> new UnreadOf(at, id(ctx)),
                unread -> say(ctx, 200, w -> {
                    w.beginObject();
                    ChatJson.unread(w, unread);
                    w.endObject();
                }));
    }

    private void presence(RoutingContext ctx) {
        calls.in(
                ctx,
                Query.of(ctx),
                at -> presences
                        .of(at, Set.of(id(ctx)))
                        .onSuccess(found -> say(ctx, 200, w -> {
                            ChatJson.presence(w, found.getFirst());
                        })));
    }

    private static String id(RoutingContext ctx) {
        return Routes.param(ctx, "user");
    }
}
