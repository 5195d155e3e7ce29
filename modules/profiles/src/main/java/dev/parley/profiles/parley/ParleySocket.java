package dev.parley.profiles.parley;

import dev.parley.apps.Limit;
import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.profiles.schema.PublishSchemas;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.TooManyRooms;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client of the {@code parley} profile: its rooms, and what it may do in each. Confined to its event loop. */
final class ParleySocket implements SocketHandler {

    private static final String PUBLISH = "publish";
    private static final Set<String> OPEN_RIGHTS = Set.of(PUBLISH);

    private final ClientSocket socket;
    private final OpenRooms openRooms;
    private final PublishSchemas schemas;
    private final Bus bus;
    private final Broadcaster broadcaster;
    private final Publications publications;
    private final ChatSocket chat;
    private final WatchedRooms watched;
    private final InstantSource clock;

    private final Map<String, Set<String>> rights = new LinkedHashMap<>(4);
    private @Nullable String user;

    ParleySocket(
            ClientSocket socket,
            @Nullable String user,
            OpenRooms openRooms,
            PublishSchemas schemas,
            Bus bus,
            Broadcaster broadcaster,
            Publications publications,
            ChatSocket chat,
            WatchedRooms watched,
            InstantSource clock) {
        this.socket = socket;
        this.user = user;
        this.openRooms = openRooms;
        this.schemas = schemas;
        this.bus = bus;
        this.broadcaster = broadcaster;
        this.publications = publications;
        this.chat = chat;
        this.watched = watched;
        this.clock = clock;
    }

    @Override
    public void connected() {}

    /** {@code {"user"?,"rooms":{room:[right]},"watched":{"users"?:[user],"rooms"?:[room]}}}. */
    @Override
    public RawJson state() {
        return JsonWriter.object(w -> {
            if (user != null) w.name("user").string(user);
            w.name("rooms").beginObject();
            rights.forEach((room, allowed) -> {
                w.name(room).beginArray();
                allowed.forEach(w::string);
                w.endArray();
            });
            w.endObject();
            w.name("watched").beginObject();
            strings(w, "users", chat.watched());
            strings(w, "rooms", watched.rooms());
            w.endObject();
        });
    }

    private static void strings(JsonWriter w, String name, Set<String> all) {
        if (all.isEmpty()) return;
        w.name(name).beginArray();
        all.forEach(w::string);
        w.endArray();
    }

    @Override
    public void recovered(RawJson state) {
        Map<String, RawJson> members = state.members();
        if (user == null) user = string(members, "user").orElse(null);
        members.getOrDefault("rooms", RawJson.EMPTY_OBJECT)
                .members()
                .forEach((room, allowed) -> rights.put(room, Set.copyOf(strings(allowed))));
        Map<String, RawJson> before =
                members.getOrDefault("watched", RawJson.EMPTY_OBJECT).members();
        chat.restore(strings(before.getOrDefault("users", RawJson.EMPTY_ARRAY)));
        watched.restore(strings(before.getOrDefault("rooms", RawJson.EMPTY_ARRAY)));
    }

    private static List<String> strings(RawJson array) {
        return array.elements().stream()
                .flatMap(each -> each.asString().stream())
                .toList();
    }

    @Override
    public void event(ClientEvent event) {
        switch (event.name()) {
            case "join" -> join(event);
            case "leave" -> leave(event);
            case "publish" -> publish(event);
            case "token:refresh" -> refresh(event);
            case "ping" -> event.ack(Answers.ok(w -> w.name("time").number(clock.millis())));
            case String name when watched.takes(event) -> watched.event(event);
            case String name when chat.takes(name) -> chat.event(event);
            default -> refuse(event, Fault.UNKNOWN_EVENT);
        }
    }

    /** As if it had joined without a token. */
    @Override
    public void entered(String room) {
        rights.putIfAbsent(room, Set.of());
    }

    @Override
    public void removed(String room) {
        rights.remove(room);
        watched.end(room);
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        rights.clear();
        chat.disconnected();
        watched.endAll();
    }

    // ---- join ----

    /** {@code {"room"}}, {@code {"token"}}, both, or the bare token. */
    private void join(ClientEvent event) {
        RawJson arg = event.arg(0);
        Map<String, RawJson> members = arg.members();
        Optional<String> token = members.containsKey("token") ? string(members, "token") : arg.asString();
        boolean named = members.containsKey("room");
        Optional<String> room = string(members, "room").filter(this::isRoom);
        if (named && room.isEmpty()) {
            refuse(event, Fault.INVALID_ROOM);
        } else if (token.isPresent()) {
            bus.ask(
                            Addresses.VERIFY_JOIN,
                            new VerifyJoin(socket.app(), token.get(), room.orElse(null), socket.id(), user))
                    .onSuccess(decision -> decided(event, decision))
                    .onFailure(lost -> refuse(event, Fault.UNAVAILABLE));
        } else if (room.isEmpty() || members.containsKey("token")) {
            refuse(event, Fault.INVALID_REQUEST);
        } else if (openRooms.contain(room.get())) {
            enter(event, room.get(), OPEN_RIGHTS, null);
        } else {
            refuse(event, Fault.TOKEN_REQUIRED);
        }
    }

    /** Back from the verifier: the client may have gone meanwhile. */
    private void decided(ClientEvent event, JoinDecision decision) {
        if (!socket.isConnected()) return;
        switch (decision) {
            case JoinDenied denied -> event.ack(Answers.error(denied.code(), denied.reason()));
            case JoinGranted granted when !isRoom(granted.room()) -> refuse(event, Fault.INVALID_ROOM);
            case JoinGranted granted when isSomebodyElse(granted.user()) -> refuse(event, Fault.WRONG_USER);
            case JoinGranted granted -> enter(event, granted.room(), granted.rights(), granted.user());
        }
    }

    private boolean isSomebodyElse(@Nullable String named) {
        return named != null && user != null && !named.equals(user);
    }

    /**
     * Joins, unless the socket is in too many rooms, and then nothing changes.
     *
     * @param named who a token says the socket belongs to from now on
     */
    private void enter(ClientEvent event, String room, Set<String> allowed, @Nullable String named) {
        boolean again = rights.containsKey(room);
        if (!again && rights.size() >= socket.limits().of(Limit.ROOMS_PER_SOCKET)) {
            refuse(event, Fault.TOO_MANY_ROOMS);
            return;
        }
        boolean fresh = user == null && named != null;
        if (named != null) user = named;
        // First, so that its backend is told who joins.
        Future<Void> asUser = user == null ? Future.succeededFuture() : socket.join(Target.user(user));
        Future<Void> reachable = socket.join(Target.room(room));
        if (reachable.cause() instanceof TooManyRooms) {
            if (fresh) forgetUser();
            refuse(event, Fault.TOO_MANY_ROOMS_IN_APP);
            return;
        }
        rights.put(room, allowed);
        Future.all(asUser, reachable)
                .onSuccess(known -> event.ack(Answers.ok(w -> w.name("room").string(room))))
                .onFailure(untold -> notJoined(event, room));
    }

    private void forgetUser() {
        if (user != null) socket.leave(Target.user(user));
        user = null;
    }

    /** It may have left meanwhile, and be in the room again. */
    private void notJoined(ClientEvent event, String room) {
        if (!socket.joined().contains(Target.room(room))) removed(room);
        refuse(event, Fault.UNAVAILABLE);
    }

    // ---- token:refresh ----

    /** {@code {"token"}} or the bare token: the socket goes on living by it. */
    private void refresh(ClientEvent event) {
        RawJson arg = event.arg(0);
        Optional<String> token = arg.asString().or(() -> string(arg.members(), "token"));
        if (token.isEmpty()) {
            refuse(event, Fault.INVALID_REQUEST);
            return;
        }
        bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(socket.appNamespace(), token.get()))
                .onSuccess(decision -> refreshed(event, decision))
                .onFailure(lost -> refuse(event, Fault.UNAVAILABLE));
    }

    private void refreshed(ClientEvent event, ConnectDecision decision) {
        switch (decision) {
            case ConnectDenied denied -> event.ack(Answers.error(denied.code(), denied.reason()));
            case ConnectGranted granted
            when isSomebodyElse(granted.identity().user()) -> refuse(event, Fault.WRONG_USER);
            case ConnectGranted granted -> {
                if (!socket.renew(granted.identity())) {
                    refuse(event, Fault.UNAVAILABLE);
                    return;
                }
                user = granted.identity().user();
                event.ack(Answers.ok(w -> granted.identity()
                        .expires()
                        .ifPresent(at -> w.name("expires").string(at.toString()))));
            }
        }
    }

    // ---- leave ----

    /** {@code {"room"}} or the bare room. */
    private void leave(ClientEvent event) {
        RawJson arg = event.arg(0);
        Optional<String> room = arg.asString().or(() -> string(arg.members(), "room"));
        if (room.isEmpty()) {
            refuse(event, Fault.INVALID_ROOM);
        } else if (rights.remove(room.get()) == null) {
            refuse(event, Fault.NOT_JOINED);
        } else {
            watched.end(room.get());
            socket.leave(Target.room(room.get()))
                    .onSuccess(told -> event.ack(Answers.ok(w -> w.name("room").string(room.get()))));
        }
    }

    // ---- publish ----

    /** {@code {"room","event","data"}}: the other members receive {@code event} with {@code (data, {room,from,id})}. */
    private void publish(ClientEvent event) {
        Map<String, RawJson> members = event.arg(0).members();
        String room = string(members, "room").orElse("");
        String name = string(members, "event").orElse("");
        Set<String> allowed = rights.get(room);
        if (allowed == null) {
            refuse(event, Fault.NOT_JOINED);
        } else if (!allowed.contains(PUBLISH)) {
            refuse(event, Fault.PUBLISH_DENIED);
        } else if (name.isEmpty()
                || name.length() > socket.limits().of(Limit.EVENT_LENGTH)
                || SocketCodec.RESERVED_EVENTS.contains(name)) {
            refuse(event, Fault.INVALID_EVENT);
        } else {
            RawJson data = members.getOrDefault("data", RawJson.NULL);
            Optional<String> unfit = schemas.fault(name, data);
            if (unfit.isPresent()) {
                invalid(event, "data" + unfit.get());
                return;
            }
            String id = RandomId.next();
            Audience others =
                    Audience.of(socket.appNamespace(), Target.room(room)).without(Target.socket(socket.id()));
            var broadcast = new Broadcast(id, others, published(name, data, room, id), event.attachments(), false);
            publications.tell(user, room, id, name, data).onSuccess(stored -> {
                if (!stored) {
                    refuse(event, Fault.UNAVAILABLE);
                    return;
                }
                // Its backend knows of it: it happens even if the client has gone meanwhile.
                broadcaster
                        .broadcast(broadcast)
                        .onSuccess(
                                kept -> event.ack(Answers.ok(w -> w.name("id").string(id))));
            });
        }
    }

    private RawJson published(String name, RawJson data, String room, String id) {
        return JsonWriter.build(w -> w.beginArray()
                .string(name)
                .raw(data)
                .beginObject()
                .name("room")
                .string(room)
                .name("from")
                .string(socket.id())
                .name("id")
                .string(id)
                .endObject()
                .endArray());
    }

    // ---- Common ----

    private boolean isRoom(String room) {
        return !room.isEmpty() && room.length() <= socket.limits().of(Limit.ROOM_LENGTH);
    }

    private static Optional<String> string(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString);
    }

    private static void refuse(ClientEvent event, Fault fault) {
        event.ack(Answers.error(fault));
    }
}
