package dev.parley.profiles.panel;

import dev.parley.api.http.Routes;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.DeleteRoom;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Rooms: {@code /room} and {@code /room/{id}}. For backends, but that users may look at their own. Stateless. */
final class RoomRoutes {

    static final PanelAnswer UNKNOWN = PanelAnswer.handled(404, "Room not found!");

    /** Of somebody who is no member. */
    static final PanelAnswer NOT_YOURS = PanelAnswer.thrown(403, "The room does not belong to the logged in user");

    private static final PanelAnswer NO_NAME =
            PanelAnswer.invalid(List.of("name must not be empty or longer than allowed"));

    /** The most messages that come with a room which is joined or deleted. */
    static final int MESSAGES = 100;

    private static final int USUAL_MESSAGES = 10;

    private final PanelChat chat;
    private final int maxPerPage;

    RoomRoutes(PanelChat chat, int maxPerPage) {
        this.chat = chat;
        this.maxPerPage = maxPerPage;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        SecurityPolicyHandler backends = door.backends();
        routes.post("/room", backends, this::create);
        routes.get("/room", backends, this::list);
        routes.get("/room/:id", door.everybody(), this::find);
        routes.patch("/room/:id", backends, this::update);
        routes.delete("/room/:id", backends, this::delete);
    }

    private Future<PanelAnswer> create(RoutingContext ctx, Fields body) {
        String name = body.required("name");
        List<String> users = body.strings("users");
        if (!body.faults().isEmpty()) return Future.succeededFuture(PanelAnswer.invalid(body.faults()));
        var question = new CreateRoom(
                chat.at(),
                Optional.empty(),
                IdForm.UUID,
                Optional.of(name),
                RawJson.EMPTY_OBJECT,
                users,
                true,
                Optional.empty());
        return chat.ask(question, RoomRoutes::created, RoomRoutes::notCreated);
    }

    private static PanelAnswer created(ChatRoom room) {
        return PanelAnswer.handled(
                201,
                "Room successfully crated!",
                w -> PanelJson.room(w, room, more -> PanelJson.memberships(more, room, Map.of())));
    }

    private static PanelAnswer notCreated(ChatFault fault) {
        return switch (fault) {
            case BUSY, UNAVAILABLE -> PanelAnswer.failed();
            case INVALID_ID -> NO_NAME;
            default -> PanelAnswer.handled(400, "Failed to create room! Please confirm that you use valid user ids");
        };
    }

    private Future<PanelAnswer> list(RoutingContext ctx) {
        return switch (PageRequest.of(ctx, maxPerPage)) {
            case PageRequest.Bad bad -> Future.succeededFuture(PanelAnswer.invalid(bad.faults()));
            case PageRequest.Good good ->
                chat.then(
                        new ListRooms(chat.at(), good.page()),
                        rooms -> listed(good, rooms),
                        fault -> PanelAnswer.failed());
        };
    }

    private Future<PanelAnswer> listed(PageRequest.Good asked, Listing<ChatRoom> rooms) {
        List<String> members =
                rooms.items().stream().flatMap(RoomRoutes::members).toList();
        return chat.withUsers(
                members,
                known -> PanelAnswer.handled(200, "Successfully found all rooms!", w -> {
                    w.beginObject().name("data").beginArray();
                    rooms.items().forEach(room -> PanelJson.roomWithUsers(w, room, known, more -> {}));
                    asked.describe(w.endArray(), rooms);
                    w.endObject();
                }));
    }

    private Future<PanelAnswer> find(RoutingContext ctx) {
        OptionalInt count = messageCount(ctx.queryParam("messageCount"));
        if (count.isEmpty()) {
            String fault = "messageCount must be a whole number from 1 to " + Integer.MAX_VALUE;
            return Future.succeededFuture(PanelAnswer.invalid(List.of(fault)));
        }
        int most = Math.min(count.getAsInt(), maxPerPage);
        Optional<String> reader = Visitor.of(ctx).reader();
        return chat.then(
                new History(chat.at(), Routes.param(ctx, "id"), reader, new Latest(), most, false),
                part -> found(part.room(), part.messages().reversed()),
                fault -> refused(fault, PanelAnswer.failed()));
    }

    private static OptionalInt messageCount(List<String> given) {
        return given.isEmpty() ? OptionalInt.of(USUAL_MESSAGES) : PageRequest.number(given.getFirst());
    }

    private Future<PanelAnswer> found(ChatRoom room, List<ChatMessage> newestFirst) {
        Stream<String> authors = newestFirst.stream().map(ChatMessage::user);
        return chat.withUsers(
                Stream.concat(members(room), authors).toList(),
                known -> PanelAnswer.handled(
                        200,
                        "Successfully found the room!",
                        w -> PanelJson.roomWithUsers(w, room, known, more -> {
                            more.name("messages").beginArray();
                            newestFirst.forEach(message -> PanelJson.messageInRoom(more, message, known));
                            more.endArray();
                        })));
    }

    private Future<PanelAnswer> update(RoutingContext ctx, Fields body) {
        Optional<String> name = body.optional("name");
        if (!body.faults().isEmpty()) return Future.succeededFuture(PanelAnswer.invalid(body.faults()));
        return chat.then(
                new UpdateRoom(chat.at(), Routes.param(ctx, "id"), name, Optional.empty(), Optional.empty()),
                room -> chat.withUsers(
                        members(room).toList(),
                        known -> PanelAnswer.handled(
                                200,
                                "Successfully updated the room!",
                                w -> PanelJson.roomWithUsers(w, room, known, more -> {}))),
                fault -> refused(fault, PanelAnswer.handled(304, "Room update failed.")));
    }

    /** Nobody reads a deleted room, so its messages are read first. */
    private Future<PanelAnswer> delete(RoutingContext ctx) {
        var at = chat.at();
        String id = Routes.param(ctx, "id");
        return chat.then(
                new History(at, id, Optional.empty(), new Latest(), MESSAGES, false),
                part -> chat.then(
                        new DeleteRoom(at, id),
                        room -> deleted(room, part.messages().reversed()),
                        fault -> refused(fault, PanelAnswer.failed())),
                fault -> refused(fault, PanelAnswer.failed()));
    }

    private Future<PanelAnswer> deleted(ChatRoom room, List<ChatMessage> newestFirst) {
        return chat.withUsers(
                members(room).toList(),
                known -> PanelAnswer.bare(
                        w -> PanelJson.roomWithUsers(w, room, known, more -> PanelJson.rows(more, newestFirst))));
    }

    private static Stream<String> members(ChatRoom room) {
        return room.members().stream().map(Member::user);
    }

    private static PanelAnswer refused(ChatFault fault, PanelAnswer otherwise) {
        return switch (fault) {
            case UNKNOWN_ROOM -> UNKNOWN;
            case NOT_A_MEMBER -> NOT_YOURS;
            case INVALID_ID -> NO_NAME;
            default -> otherwise;
        };
    }
}
