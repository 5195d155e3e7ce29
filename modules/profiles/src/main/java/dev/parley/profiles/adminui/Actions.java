package dev.parley.profiles.adminui;

import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.Payload;
import java.util.Optional;
import java.util.Set;

/**
 * Reads actions out of events of the UI, whose arguments are {@code nsp, filter, event, ...args} of {@code emit}, {@code nsp, room,
 * filter?} of {@code join} and {@code leave}, {@code nsp, close, filter?} of {@code _disconnect}. Safe on every thread.
 */
record Actions(Apps apps, UiNames names) {

    private static final Set<String> KNOWN = Set.of("emit", "join", "leave", "_disconnect");

    /** What an event asks for. */
    sealed interface Reading {}

    record Understood(Action action) implements Reading {}

    /** It asks for nothing that can be done.
     *
     * @param code stable, for programs
     * @param message one sentence, for people
     */
    record Refused(String code, String message) implements Reading {}

    Reading read(ClientEvent event) {
        if (!KNOWN.contains(event.name())) return new Refused("unknown_event", "There is no such event.");
        Optional<AppNamespace> at = event.arg(0).asString().flatMap(names::read);
        if (at.isEmpty()) return new Refused("unknown_namespace", "The first argument has to be a namespace.");
        Limits limits = apps.find(at.get().app()).orElse(apps.standard()).limits();
        int longest = limits.of(Limit.ROOM_LENGTH);
        RawJson filter = event.arg(event.name().equals("emit") ? 1 : 2);
        if (!filter.isNull() && !isText(filter, longest))
            return new Refused("invalid_room", "The filter has to be a room or the id of a socket, or null.");
        // As with servers of Socket.IO an empty text is none.
        Optional<String> among = filter.asString().filter(text -> !text.isEmpty());
        return switch (event.name()) {
            case "emit" -> emit(at.get(), among, event, limits);
            case "_disconnect" ->
                new Understood(new Action.Disconnect(
                        at.get(), among, event.arg(1).asBoolean().orElse(false)));
            default -> membership(at.get(), among, event, longest);
        };
    }

    private static Reading emit(AppNamespace at, Optional<String> among, ClientEvent event, Limits limits) {
        if (!isText(event.arg(2), limits.of(Limit.EVENT_LENGTH)))
            return new Refused("invalid_event", "The third argument has to be the name of an event.");
        String name = event.arg(2).asString().orElseThrow();
        if (SocketCodec.RESERVED_EVENTS.contains(name))
            return new Refused("reserved_event", "An event cannot have this name.");
        Payload all = event.payload();
        var payload = new Payload(all.args().subList(3, all.args().size()), all.attachments());
        return new Understood(new Action.Emit(at, among, name, payload));
    }

    private static Reading membership(AppNamespace at, Optional<String> among, ClientEvent event, int longest) {
        Optional<String> room = event.arg(1).asString().filter(text -> !text.isEmpty() && text.length() <= longest);
        if (room.isEmpty()) return new Refused("invalid_room", "The second argument has to be the name of a room.");
        return new Understood(
                event.name().equals("join")
                        ? new Action.Join(at, among, room.get())
                        : new Action.Leave(at, among, room.get()));
    }

    private static boolean isText(RawJson value, int longest) {
        return value.asString().filter(text -> text.length() <= longest).isPresent();
    }
}
