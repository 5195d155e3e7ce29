package dev.parley.profiles.marketplace;

import dev.parley.apps.Limit;
import dev.parley.bus.Target;
import dev.parley.profiles.JsValue;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.EventRefusal;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.TooManyRooms;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One client of the {@code marketplace} profile. Confined to its event loop.
 *
 * <p>A client that asks for an acknowledgement gets {@code {"ok":true,...}} or {@code {"ok":false,"error"}}. One that does not
 * is told by events: {@code joined} with {@code {"room"}} by who joins a user's or a vendor's room, {@code error} with {@code
 * {"message"}} by whoever is not let into a room.
 */
final class MarketplaceSocket implements SocketHandler {

    private static final String CONVERSATION = "conversation:";

    private final ClientSocket socket;
    private final Party party;
    private final boolean anyRoom;
    private final Conversations conversations;
    private final Typing typing;
    private final InstantSource clock;

    /** Rooms that it is in, or is about to be let into: it may leave one before that. */
    private final Set<Target> wanted;

    /**
     * @param party who it is; its own rooms it is in already
     * @param anyRoom whether it may join those of others
     */
    MarketplaceSocket(
            ClientSocket socket,
            Party party,
            boolean anyRoom,
            Conversations conversations,
            Typing typing,
            InstantSource clock) {
        this.socket = socket;
        this.party = party;
        this.anyRoom = anyRoom;
        this.conversations = conversations;
        this.typing = typing;
        this.clock = clock;
        this.wanted = new HashSet<>(party.rooms());
    }

    /** The room of a conversation. */
    static Target conversation(String id) {
        return Target.room(CONVERSATION + id);
    }

    /** Clients may say in their handshake, too, which rooms they want. */
    @Override
    public void connected() {
        List<PartyRoom> named = PartyRoom.byKeys(key -> socket.auth()
                .flatMap(auth -> auth.member(key))
                .flatMap(PartyRoom::id)
                .or(() -> Optional.ofNullable(socket.request().query().get(key)).filter(id -> !id.isEmpty())));
        if (!named.isEmpty()) join(Reply.byEvents(socket), named);
    }

    @Override
    public void event(ClientEvent event) {
        Reply reply = Reply.to(event, socket);
        switch (event.name()) {
            case "ping" -> pong(event);
            case "join" -> join(reply, PartyRoom.in(event));
            case "join:user" -> join(reply, PartyRoom.in(event, PartyRoom.Kind.USER));
            case "join:vendor" -> join(reply, PartyRoom.in(event, PartyRoom.Kind.VENDOR));
            case "join:conversation" -> joinConversation(event, reply);
            case "leave" -> leave(event, reply);
            case "leave:conversation" -> leaveConversation(event, reply);
            case "conversation:typing" -> typed(event);
            default -> event.ack(Fault.UNKNOWN_EVENT.answer());
        }
    }

    @Override
    public void refused(ClientEvent event, EventRefusal why) {
        Reply.to(event, socket).refused(why.code().toUpperCase(Locale.ROOT));
    }

    /** What is wrong with it the contract has no words for. */
    @Override
    public void invalid(ClientEvent event, String why) {
        Reply.to(event, socket).refused(Fault.INVALID_REQUEST);
    }

    @Override
    public void entered(String room) {
        wanted.add(Target.room(room));
    }

    @Override
    public void removed(String room) {
        wanted.remove(Target.room(room));
        if (room.startsWith(CONVERSATION)) typing.stop(room.substring(CONVERSATION.length()));
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        typing.stopAll();
    }

    private void pong(ClientEvent event) {
        String now = JsonDate.of(clock.instant());
        event.ack(JsonWriter.object(w -> w.name("ok")
                .bool(true)
                .name("event")
                .string("pong")
                .name("timestamp")
                .string(now)));
        socket.emit("pong", JsonWriter.object(w -> w.name("timestamp").string(now)));
    }

    // ---- Rooms of users and vendors ----

    private void join(Reply reply, List<PartyRoom> rooms) {
        List<Target> targets = rooms.stream().map(PartyRoom::target).toList();
        Optional<Fault> fault = rooms.isEmpty() ? Optional.of(Fault.INVALID_ROOM) : unfit(targets);
        if (fault.isPresent()) {
            reply.refused(fault.get());
        } else if (!anyRoom && !rooms.stream().allMatch(party::owns)) {
            reply.refused(Fault.FORBIDDEN);
        } else {
            enter(targets).onSuccess(entered -> {
                if (entered.isPresent()) reply.refused(entered.get());
                else reply.joined(targets);
            });
        }
    }

    private void leave(ClientEvent event, Reply reply) {
        List<Target> rooms = PartyRoom.in(event).stream().map(PartyRoom::target).toList();
        Optional<String> conversation = event.arg(0)
                .asString()
                .or(() -> event.arg(0).member("room").flatMap(RawJson::asString))
                .filter(room -> room.startsWith(CONVERSATION))
                .map(room -> room.substring(CONVERSATION.length()));
        if (conversation.isPresent()) {
            leave(conversation.get(), reply);
        } else if (rooms.isEmpty()) {
            reply.refused(Fault.INVALID_ROOM);
        } else {
            rooms.forEach(this::leave);
            reply.left(rooms);
        }
    }

    // ---- Conversations ----

    private static Optional<String> conversationIn(ClientEvent event) {
        return event.arg(0).member("conversationId").flatMap(PartyRoom::id);
    }

    /** The contract does not tell who has joined; it may have left again while it was found out whether it may. */
    private void joinConversation(ClientEvent event, Reply reply) {
        Optional<String> id = conversationIn(event);
        List<Target> room = id.stream().map(MarketplaceSocket::conversation).toList();
        Optional<Fault> unfit = id.isEmpty() ? Optional.of(Fault.INVALID_ROOM) : unfit(room);
        if (unfit.isPresent()) {
            reply.refused(unfit.get());
            return;
        }
        wanted.addAll(room);
        conversations
                .fault(socket.appNamespace(), party, id.get())
                .compose(fault -> admit(room, fault))
                .onSuccess(fault -> {
                    if (fault.isPresent()) reply.refused(fault.get());
                    else event.ack(Reply.ok(room));
                });
    }

    private Future<Optional<Fault>> admit(List<Target> room, Optional<Fault> fault) {
        if (fault.isEmpty()) {
            return wanted.containsAll(room) ? enter(room) : Future.succeededFuture(Optional.of(Fault.LEFT));
        }
        // Who was let in earlier, and would not be now, is out; not who cannot be judged at the moment.
        boolean stays = fault.get() == Fault.UNAVAILABLE && socket.joined().containsAll(room);
        if (!stays) room.forEach(this::leave);
        return Future.succeededFuture(fault);
    }

    private void leaveConversation(ClientEvent event, Reply reply) {
        conversationIn(event).ifPresentOrElse(id -> leave(id, reply), () -> reply.refused(Fault.INVALID_ROOM));
    }

    private void leave(String conversation, Reply reply) {
        typing.stop(conversation);
        leave(conversation(conversation));
        reply.left(List.of(conversation(conversation)));
    }

    /** {@code {"conversationId","isTyping"}}: the others in the conversation are told. */
    private void typed(ClientEvent event) {
        Optional<String> id = conversationIn(event);
        if (id.isEmpty()) {
            event.ack(Fault.INVALID_ROOM.answer());
        } else if (!socket.joined().contains(conversation(id.get()))) {
            event.ack(Fault.FORBIDDEN.answer());
        } else {
            boolean types = !JsValue.isFalsy(event.arg(0).member("isTyping").orElse(RawJson.NULL));
            if (types) typing.start(id.get());
            else typing.stop(id.get());
            event.ack(Reply.ok(List.of(conversation(id.get()))));
        }
    }

    // ---- All rooms ----

    /** What is wrong with rooms, whoever wants to join them. */
    private Optional<Fault> unfit(List<Target> rooms) {
        int longest = socket.limits().of(Limit.ROOM_LENGTH);
        if (rooms.stream().anyMatch(room -> room.name().length() > longest)) return Optional.of(Fault.INVALID_ROOM);
        long more = rooms.stream().filter(room -> !wanted.contains(room)).count();
        boolean full = more > 0 && wanted.size() + more > socket.limits().of(Limit.ROOMS_PER_SOCKET);
        return full ? Optional.of(Fault.TOO_MANY_ROOMS) : Optional.empty();
    }

    /** All of them or none; nothing if it is in them. */
    private Future<Optional<Fault>> enter(List<Target> rooms) {
        if (!socket.isConnected()) return Future.succeededFuture(Optional.of(Fault.LEFT));
        List<Target> fresh =
                rooms.stream().filter(room -> !socket.joined().contains(room)).toList();
        wanted.addAll(rooms);
        return Future.all(rooms.stream().map(socket::join).toList())
                .map(Optional.<Fault>empty())
                .recover(failed -> {
                    fresh.forEach(this::leave);
                    boolean full = failed instanceof TooManyRooms;
                    return Future.succeededFuture(Optional.of(full ? Fault.TOO_MANY_ROOMS : Fault.UNAVAILABLE));
                });
    }

    private void leave(Target room) {
        wanted.remove(room);
        var unused = socket.leave(room);
    }
}
