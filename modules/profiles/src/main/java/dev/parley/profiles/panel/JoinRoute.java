package dev.parley.profiles.panel;

import dev.parley.api.http.Routes;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.profiles.panel.Visitor.Backend;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /room/{room_id}/join}: makes a user a member. The user's sockets join by themselves. Stateless. */
final class JoinRoute {

    private static final PanelAnswer FAILED = PanelAnswer.thrown(500, "Failed to jon room");

    private final PanelChat chat;
    private final Membership membership;
    private final Reading reading;

    JoinRoute(PanelChat chat, Membership membership, Reading reading) {
        this.chat = chat;
        this.membership = membership;
        this.reading = reading;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        routes.post("/room/:room_id/join", door.users(), (ctx, body) -> join(ctx));
    }

    private Future<PanelAnswer> join(RoutingContext ctx) {
        Visitor visitor = Visitor.of(ctx);
        String user = visitor.user().orElseThrow().id();
        return PanelChat.then(
                membership.enter(chat.at(), Routes.param(ctx, "room_id"), user, visitor instanceof Backend),
                room -> entered(room, user),
                JoinRoute::refused);
    }

    private Future<PanelAnswer> entered(ChatRoom room, String user) {
        return chat.then(
                new History(chat.at(), room.id(), Optional.empty(), new Latest(), RoomRoutes.MESSAGES, false),
                part -> reading.of(room, part.messages(), user)
                        .map(checked -> joined(room, part.messages().reversed(), checked)),
                JoinRoute::refused);
    }

    private static PanelAnswer joined(ChatRoom room, List<ChatMessage> newestFirst, Map<String, Checked> checked) {
        return PanelAnswer.handled(
                200,
                "Successfully join room",
                w -> PanelJson.room(w, room, more -> {
                    PanelJson.memberships(more, room, checked);
                    PanelJson.rows(more, newestFirst);
                }));
    }

    private static PanelAnswer refused(ChatFault fault) {
        return switch (fault) {
            case UNKNOWN_ROOM, INVALID_ID -> RoomRoutes.UNKNOWN;
            case NOT_A_MEMBER -> RoomRoutes.NOT_YOURS;
            default -> FAILED;
        };
    }
}
