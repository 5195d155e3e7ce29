package dev.parley.api.chat;

import static dev.parley.api.chat.ChatCalls.say;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.DeleteRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/chat/rooms}: rooms, who is in them, and how far each has read. Safe on every thread. */
final class RoomRoutes {

    private final ChatCalls calls;
    private final Paging paging;

    RoomRoutes(ChatCalls calls, Paging paging) {
        this.calls = calls;
        this.paging = paging;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.CHAT);
        routes.take("createRoom", door, this::create);
        routes.answer("listRooms", door, this::list);
        routes.answer("showRoom", door, this::show);
        routes.take("changeRoom", door, this::patch);
        routes.answer("deleteRoom", door, this::delete);
        routes.answer("listMembers", door, this::members);
        routes.take("addMember", door, this::add);
        routes.answer("removeMember", door, this::remove);
        routes.take("markRead", door, this::read);
    }

    private void create(RoutingContext ctx, RawJson body) {
        calls.ask(ctx, ChatRequests.room(body), room -> say(ctx, 201, w -> ChatJson.room(w, room)));
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        Page page = paging.page(query);
        calls.ask(
                ctx,
                query,
                at -> new ListRooms(at, page),
                rooms -> say(ctx, 200, w -> Paging.tell(w, "rooms", page, rooms, ChatJson::summary)));
    }

    private void show(RoutingContext ctx) {
        calls.ask(ctx, at -> new FindRoom(at, id(ctx)), room -> say(ctx, 200, w -> ChatJson.room(w, room)));
    }

    private void patch(RoutingContext ctx, RawJson body) {
        calls.ask(ctx, ChatRequests.patch(id(ctx), body), room -> say(ctx, 200, w -> ChatJson.room(w, room)));
    }

    private void delete(RoutingContext ctx) {
        calls.ask(ctx, at -> new DeleteRoom(at, id(ctx)), room -> Answers.done(ctx));
    }

    private void members(RoutingContext ctx) {
        calls.ask(
                ctx,
                at -> new FindRoom(at, id(ctx)),
                room -> say(ctx, 200, w -> {
                    w.beginObject();
                    ChatJson.members(w.name("members"), room.members());
                    w.endObject();
                }));
    }

    private void add(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                ChatRequests.nothing(body, at -> new AddMember(at, id(ctx), user(ctx), false)),
                joined -> say(ctx, 200, w -> ChatJson.room(w, joined.room())));
    }

    private void remove(RoutingContext ctx) {
        calls.ask(ctx, at -> new RemoveMember(at, id(ctx), user(ctx)), room -> Answers.done(ctx));
    }

    private void read(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                ChatRequests.read(id(ctx), user(ctx), body),
                marked -> say(ctx, 200, w -> ChatJson.seat(w, marked.seat())));
    }

    private static String id(RoutingContext ctx) {
        return Routes.param(ctx, "room");
    }

    private static String user(RoutingContext ctx) {
        return Routes.param(ctx, "user");
    }
}
