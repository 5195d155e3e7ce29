package dev.parley.profiles.parley;

import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.RoomPresence;
import dev.parley.cluster.RoomView;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rooms that one client is told the users of: only rooms that it is in. Owned by its {@link ParleySocket}, confined to
 * its event loop.
 */
final class WatchedRooms {

    private final ClientSocket socket;
    private final ChatServices node;
    private final Map<String, Watch> watches = new LinkedHashMap<>(2);

    WatchedRooms(ClientSocket socket, ChatServices node) {
        this.socket = socket;
        this.node = node;
    }

    /** Whether it is of a room that presence is to be told, and not of a list of users. */
    boolean takes(ClientEvent event) {
        return event.name().equals("presence:watch") && event.arg(0).members().containsKey("room");
    }

    /** {@code {"room","on"?}}. */
    void event(ClientEvent event) {
        Map<String, RawJson> members = event.arg(0).members();
        Optional<String> room = Optional.ofNullable(members.get("room"))
                .flatMap(RawJson::asString)
                .filter(name -> !name.isEmpty());
        Optional<Boolean> on = members.getOrDefault("on", RawJson.TRUE).asBoolean();
        if (room.isEmpty() || on.isEmpty() || !Set.of("room", "on").containsAll(members.keySet())) {
            event.ack(Answers.error(Fault.INVALID_REQUEST));
        } else if (on.get()) {
            watch(event, room.get());
        } else {
            end(room.get());
            event.ack(Answers.ok(w -> w.name("room").string(room.get())));
        }
    }

    private void watch(ClientEvent event, String room) {
        if (socket.user().isEmpty()) {
            event.ack(Answers.error(Fault.USER_REQUIRED));
        } else if (!socket.joined().contains(Target.room(room))) {
            event.ack(Answers.error(Fault.NOT_JOINED));
        } else if (!watches.containsKey(room) && watches.size() >= node.watchedRooms()) {
            event.ack(Answers.error(Fault.WATCHING_TOO_MANY));
        } else {
            begin(room, view -> {
                switch (view) {
                    case RoomView.Users users -> event.ack(Answers.ok(w -> tell(w, room, users)));
                    case RoomView.TooMany tooMany -> event.ack(Answers.error(Fault.ROOM_TOO_LARGE));
                }
            });
        }
    }

    /** The client has come back, and is in its rooms: it is told how it is there now. */
    void restore(List<String> rooms) {
        for (String room : rooms) {
            if (!socket.joined().contains(Target.room(room)) || watches.size() >= node.watchedRooms()) continue;
            begin(room, view -> {
                switch (view) {
                    case RoomView.Users users ->
                        socket.emit("presence:state", JsonWriter.object(w -> tell(w, room, users)));
                    case RoomView.TooMany tooMany -> tellEnd(room);
                }
            });
        }
    }

    private static void tell(JsonWriter w, String room, RoomView.Users view) {
        w.name("room").string(room).name("users").beginArray();
        view.users().stream().sorted().forEach(w::string);
        w.endArray().name("complete").bool(view.silent().isEmpty());
    }

    private void tellEnd(String room) {
        Fault why = Fault.ROOM_TOO_LARGE;
        socket.emit(
                "presence:ended",
                JsonWriter.object(w -> w.name("room").string(room).name("code").string(why.code())));
    }

    private void begin(String room, Consumer<RoomView> seen) {
        end(room);
        var watch = new Watch(
                new Place(socket.appNamespace(), Target.room(room)),
                node.vertx().getOrCreateContext());
        watches.put(room, watch);
        socket.stateChanged();
        watch.begin(seen);
    }

    /** It is told of the room no more: nor is it in there any more, perhaps. */
    void end(String room) {
        Watch watch = watches.remove(room);
        if (watch == null) return;
        node.presence().unwatch(watch.place, watch);
        socket.stateChanged();
    }

    void endAll() {
        List.copyOf(watches.keySet()).forEach(this::end);
    }

    /** In the order in which they were asked for. */
    Set<String> rooms() {
        return watches.keySet();
    }

    /** One room, as long as it is watched. Told on the directory's event loop, it goes on in the client's. */
    private final class Watch implements RoomPresence.Watcher {

        private final Place place;
        private final Context context;

        Watch(Place place, Context context) {
            this.place = place;
            this.context = context;
        }

        /** What it is told comes after what has been seen. */
        void begin(Consumer<RoomView> seen) {
            node.presence()
                    .watch(place, this)
                    .onSuccess(view -> inTurn(() -> {
                        if (view instanceof RoomView.TooMany) watches.remove(room());
                        seen.accept(view);
                    }));
        }

        @Override
        public void came(String user) {
            inTurn(() -> tell(user, true));
        }

        @Override
        public void went(String user) {
            inTurn(() -> tell(user, false));
        }

        @Override
        public void tooMany() {
            inTurn(() -> {
                watches.remove(room());
                tellEnd(room());
            });
        }

        private void tell(String user, boolean online) {
            socket.emit(
                    "presence",
                    JsonWriter.object(w -> w.name("room")
                            .string(room())
                            .name("user")
                            .string(user)
                            .name("online")
                            .bool(online)));
        }

        private void inTurn(Runnable what) {
            context.runOnContext(here -> {
                if (watches.get(room()) == this) what.run();
            });
        }

        private String room() {
            return place.target().name();
        }
    }
}
