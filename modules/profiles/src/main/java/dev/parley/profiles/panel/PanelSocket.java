package dev.parley.profiles.panel;

import dev.parley.apps.Limit;
import dev.parley.bus.Target;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.EventRefusal;
import dev.parley.sockets.JoinNotTold;
import dev.parley.sockets.SocketHandler;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One socket of a user. Confined to its event loop. It hears of the rooms that it has joined, and of no others.
 *
 * <p>Clients of the contract ask for no acknowledgement: they join and send in one breath. So messages wait for joins that
 * are under way.
 */
final class PanelSocket implements SocketHandler {

    private static final String NOT_JOINED = "An error occured while joining the room";
    private static final String NOT_SENT = "An error occurred while processing your message";
    private static final int MOST_WAITING = 1_000;

    private final ClientSocket socket;
    private final String user;
    private final Chat chat;
    private final Membership membership;
    private final Queue<ClientEvent> waiting = new ArrayDeque<>(0);
    private int joining;

    PanelSocket(ClientSocket socket, String user, Chat chat, Membership membership) {
        this.socket = socket;
        this.user = user;
        this.chat = chat;
        this.membership = membership;
    }

    @Override
    public void connected() {}

    @Override
    public void event(ClientEvent event) {
        switch (event.name()) {
            case "join_room" -> join(event);
            case "send_message" -> sendInTurn(event);
            default -> event.ack(error("There is no such event", "unknown_event"));
        }
    }

    @Override
    public void refused(ClientEvent event, EventRefusal why) {
        fail(event, textOf(event), why.code());
    }

    /** Clients of the contract know one text for whatever is wrong. */
    @Override
    public void invalid(ClientEvent event, String why) {
        fail(event, textOf(event), "invalid_request");
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        waiting.clear();
    }

    // ---- join_room ----

    /** {@code {"room_id"}} or the same as a text: makes its user a member, and lets it hear of the room. */
    private void join(ClientEvent event) {
        Optional<String> room = PanelEvent.of(event).text("room_id");
        if (room.isEmpty()) {
            fail(event, NOT_JOINED, "invalid_request");
            return;
        }
        joining++;
        membership
                .enter(socket.appNamespace(), room.get(), user, false)
                .onSuccess(answer -> {
                    switch (answer) {
                        case Told<ChatRoom> told -> hear(event, told.value());
                        case Refused<ChatRoom> refused ->
                            notJoined(event, refused.fault().code());
                    }
                })
                .onFailure(bug -> notJoined(event, ChatFault.UNAVAILABLE.code()));
    }

    private void hear(ClientEvent event, ChatRoom room) {
        Target target = Target.room(room.id());
        boolean again = socket.joined().contains(target);
        long rooms = socket.joined().stream()
                .filter(each -> each.kind() == Target.Kind.ROOM)
                .count();
        if (!again && rooms >= socket.limits().of(Limit.ROOMS_PER_SOCKET)) {
            notJoined(event, "too_many_rooms");
            return;
        }
        socket.join(target)
                .onSuccess(reachable -> {
                    event.ack(ok(w -> w.name("room_id").string(room.id())));
                    joined();
                })
                .onFailure(refused -> notJoined(
                        event, refused instanceof JoinNotTold ? ChatFault.UNAVAILABLE.code() : "too_many_rooms"));
    }

    private void notJoined(ClientEvent event, String code) {
        fail(event, NOT_JOINED, code);
        joined();
    }

    private void joined() {
        if (--joining > 0) return;
        for (ClientEvent next = waiting.poll(); next != null; next = waiting.poll()) send(next);
    }

    // ---- send_message ----

    private void sendInTurn(ClientEvent event) {
        if (joining == 0) send(event);
        else if (waiting.size() < MOST_WAITING) waiting.add(event);
        else fail(event, NOT_SENT, ChatFault.BUSY.code());
    }

    /** {@code {"room_id","text_message"}} or the same as a text: the room's sockets, this one too, get it. */
    private void send(ClientEvent event) {
        var members = PanelEvent.of(event);
        Optional<String> room = members.text("room_id");
        Optional<String> text = members.text("text_message");
        if (room.isEmpty() || text.isEmpty()) {
            fail(event, NOT_SENT, "invalid_request");
            return;
        }
        chat.ask(new SendMessage(
                        socket.appNamespace(),
                        new ToRoom(room.get()),
                        user,
                        Optional.of(socket.id()),
                        text.get(),
                        RawJson.EMPTY_OBJECT,
                        Optional.empty(),
                        IdForm.UUID,
                        false,
                        true))
                .onSuccess(answer -> sent(event, room.get(), answer));
    }

    private void sent(ClientEvent event, String room, ChatAnswer<SentMessage> answer) {
        switch (answer) {
            case Told<SentMessage> told ->
                event.ack(ok(
                        w -> PanelJson.message(w.name("message"), told.value().message())));
            case Refused<SentMessage> refused -> {
                fail(event, NOT_SENT, refused.fault().code());
                after(refused.fault(), room);
            }
        }
    }

    /** Whoever is no member any more hears no more of the room, and a user who is no more of nothing. */
    private void after(ChatFault fault, String room) {
        switch (fault) {
            case NOT_A_MEMBER, UNKNOWN_ROOM -> socket.leave(Target.room(room));
            case UNKNOWN_USER, USER_DELETED -> socket.disconnect();
            default -> {}
        }
    }

    // ---- Common ----

    private static String textOf(ClientEvent event) {
        return event.name().equals("join_room") ? NOT_JOINED : NOT_SENT;
    }

    /** The event {@code error} has nothing but a text; an acknowledgement, if one was asked for, says more. */
    private void fail(ClientEvent event, String text, String code) {
        socket.emit("error", RawJson.string(text));
        event.ack(error(text, code));
    }

    private static RawJson ok(Consumer<JsonWriter> more) {
        return JsonWriter.object(w -> more.accept(w.name("ok").bool(true)));
    }

    private static RawJson error(String text, String code) {
        return JsonWriter.object(w ->
                w.name("ok").bool(false).name("error").string(text).name("code").string(code));
    }
}
