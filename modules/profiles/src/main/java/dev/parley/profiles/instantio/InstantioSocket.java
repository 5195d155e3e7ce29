package dev.parley.profiles.instantio;

import dev.parley.apps.Limit;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.TooManyRooms;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One socket. Confined to its event loop.
 *
 * <p>Clients of the contract ask for no acknowledgement: they join and send in one breath. So what they send waits for a join
 * that is under way.
 */
final class InstantioSocket implements SocketHandler {

    private final ClientSocket socket;
    private final InstantioConfig config;
    private final Optional<Verifier> verifier;
    private final Broadcaster broadcaster;
    private final StateHook hook;
    private final Backlog backlog = new Backlog();
    private Optional<RawJson> room = Optional.empty();
    private boolean joining;

    InstantioSocket(
            ClientSocket socket,
            InstantioConfig config,
            Optional<Verifier> verifier,
            Broadcaster broadcaster,
            StateHook hook) {
        this.socket = socket;
        this.config = config;
        this.verifier = verifier;
        this.broadcaster = broadcaster;
        this.hook = hook;
    }

    @Override
    public void connected() {
        hook.farewell(room);
    }

    @Override
    public void event(ClientEvent event) {
        switch (event.name()) {
            case "join", "message" -> inTurn(event);
            default -> {
                if (socket.answers(event.name(), event.payload())) event.ack(ok(w -> {}));
                else refuse(event, "unknown_event", "There is no such event.");
            }
        }
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        backlog.clear();
    }

    private void inTurn(ClientEvent event) {
        if (!joining) handle(event);
        else if (!backlog.add(event)) refuse(event, "busy", "Too much waits for the join that is under way.");
    }

    private void handle(ClientEvent event) {
        RawJson request = event.arg(0);
        if (request.kind() != Kind.OBJECT) {
            refuse(event, "invalid_request", "The event takes an object.");
        } else if (event.name().equals("join")) {
            join(event, request);
        } else {
            send(event, request.members());
        }
    }

    // ---- join ----

    /** {@code {"token","room"}}: where a backend decides, the room that the client names does not count. */
    private void join(ClientEvent event, RawJson request) {
        joining = true;
        if (verifier.isEmpty()) {
            enter(event, request.member("room"));
            return;
        }
        Optional<RawJson> token = request.member("token").map(it -> NodeJson.of(it, event.attachments()));
        verifier.get().room(token).onSuccess(granted -> decided(event, granted));
    }

    /** The client may have gone meanwhile. */
    private void decided(ClientEvent event, Optional<RawJson> granted) {
        if (!socket.isConnected()) return;
        if (granted.isPresent()) {
            enter(event, granted);
        } else {
            refuse(event, "not_verified", "The token is good for no room.");
            socket.disconnect();
        }
    }

    private void enter(ClientEvent event, Optional<RawJson> named) {
        List<String> names = Rooms.of(named) instanceof Rooms.Named rooms ? rooms.names() : List.of();
        int longest = socket.limits().of(Limit.ROOM_LENGTH);
        if (named.filter(it -> it.kind() == Kind.OBJECT).isPresent()
                || names.stream().anyMatch(name -> name.length() > longest)) {
            refuse(event, "invalid_room", "This cannot be the name of a room.");
            joined();
            return;
        }
        Set<Target> fresh = names.stream().map(Target::room).collect(Collectors.toCollection(HashSet::new));
        fresh.removeAll(socket.joined());
        if (rooms() + fresh.size() > socket.limits().of(Limit.ROOMS_PER_SOCKET)) {
            notEntered(event, Set.of(), "too_many_rooms");
            return;
        }
        Future.all(fresh.stream().map(socket::join).toList())
                .onSuccess(reachable -> entered(event, named))
                .onFailure(why ->
                        notEntered(event, fresh, why instanceof TooManyRooms ? "too_many_rooms" : "unavailable"));
    }

    private long rooms() {
        return socket.joined().stream()
                .filter(each -> each.kind() == Target.Kind.ROOM)
                .count();
    }

    /**
     * It joins all of the rooms or none.
     *
     * @param entered those that it may have joined before one failed
     */
    private void notEntered(ClientEvent event, Set<Target> entered, String code) {
        entered.forEach(socket::leave);
        refuse(event, code, "The rooms cannot be joined.");
        joined();
    }

    /** A copy of the room's name, since it outlives the packet that it came in. */
    private void entered(ClientEvent event, Optional<RawJson> named) {
        if (!socket.isConnected()) return;
        room = named.map(it -> JsonWriter.build(w -> w.raw(it)));
        hook.farewell(room);
        RawJson answer = ok(w -> room.ifPresent(it -> w.name("room").raw(it)));
        hook.joined(room).onComplete(told -> event.ack(answer));
        joined();
    }

    private void joined() {
        joining = false;
        while (!joining) {
            ClientEvent next = backlog.next();
            if (next == null) return;
            handle(next);
        }
    }

    // ---- message ----

    /** {@code {"rooms","payload"}}: the other members of the rooms get the payload, binary parts included. */
    private void send(ClientEvent event, Map<String, RawJson> request) {
        Optional<RawJson> rooms = Optional.ofNullable(request.get("rooms"));
        Optional<RawJson> payload = Optional.ofNullable(request.get("payload"));
        List<Target> to =
                switch (Rooms.of(rooms)) {
                    case Rooms.Absent absent -> List.of();
                    case Rooms.Empty empty -> List.of(Target.EVERYONE);
                    case Rooms.Named named ->
                        named.names().stream().map(Target::room).toList();
                };
        if (to.size() > config.maxRooms()) {
            refuse(event, "too_many_rooms", "A message may not name so many rooms.");
        } else if (to.contains(Target.EVERYONE) && !config.everybody()) {
            refuse(event, "forbidden", "Clients may not send to everybody.");
        } else if (config.membersOnly() && !mayReach(to)) {
            refuse(event, "not_a_member", "Only members may send to a room.");
        } else {
            if (!to.isEmpty()) broadcast(event, to, payload.orElse(RawJson.NULL));
            hook.message(room, rooms, payload, event.attachments()).onComplete(told -> event.ack(ok(w -> {})));
        }
    }

    private boolean mayReach(List<Target> to) {
        return to.stream()
                .allMatch(
                        each -> each.equals(Target.EVERYONE) || socket.joined().contains(each));
    }

    private void broadcast(ClientEvent event, List<Target> to, RawJson payload) {
        var others = new Audience(socket.appNamespace(), to, List.of(Target.socket(socket.id())));
        RawJson args = JsonWriter.build(
                w -> w.beginArray().string("message").raw(payload).endArray());
        broadcaster.broadcast(new Broadcast(RandomId.next(), others, args, event.attachments(), false));
    }

    // ---- Acknowledgements, which the contract does not know, for clients that ask for them ----

    private static RawJson ok(Consumer<JsonWriter> more) {
        return JsonWriter.object(w -> more.accept(w.name("ok").bool(true)));
    }

    private static void refuse(ClientEvent event, String code, String message) {
        event.ack(JsonWriter.object(w -> {
            w.name("ok").bool(false).name("error").beginObject();
            w.name("code").string(code).name("message").string(message).endObject();
        }));
    }
}
