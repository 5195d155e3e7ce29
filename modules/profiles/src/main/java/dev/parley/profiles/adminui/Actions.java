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

/**
 * Reads actions out of events of the UI, whose arguments are {@code nsp, filter, event, ...args} of {@code emit}, {@code nsp, room,
 * filter?} of {@code join} and {@code leave}, {@code nsp, close, filter?} of {@code _disconnect}. Safe on every thread.
 */
record Actions(Apps apps, UiNames names) {

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
        Optional<AppNamespace> at = event.arg(0).asString().flatMap(names::read);
        if (at.isEmpty()) return new Refused("unknown_namespace", "The first argument has to be a namespace.");
        Limits limits = apps.find(at.get().app()).orElse(apps.standard()).limits();
        int longest = limits.of(Limit.ROOM_LENGTH);
        return switch (event.name()) {
            case "emit" -> {
                Optional<Optional<String>> filter = name(event.arg(1), longest);
                yield filter.isEmpty() ? badFilter() : emit(at.get(), filter.get(), event, limits);
            }
            case "join", "leave", "_disconnect" -> {
                Optional<Optional<String>> filter = name(event.arg(2), longest);
                yield filter.isEmpty() ? badFilter() : onSockets(at.get(), filter.get(), event, longest);
            }
            default -> new Refused("unknown_event", "There is no such event.");
        };
    }

    private static Reading badFilter() {
        return new Refused("invalid_room", "The filter has to be a room or the id of a socket, or null.");
    }

    private static Reading emit(AppNamespace at, Optional<String> filter, ClientEvent event, Limits limits) {
        Optional<String> name = event.arg(2).asString().filter(text -> text.length() <= limits.of(Limit.EVENT_LENGTH));
        if (name.isEmpty()) return new Refused("invalid_event", "The third argument has to be the name of an event.");
        if (SocketCodec.RESERVED_EVENTS.contains(name.get()))
            return new Refused("reserved_event", "An event cannot have this name.");
        Payload all = event.payload();
        var payload = new Payload(all.args().subList(3, all.args().size()), all.attachments());
        return new Understood(new Action.Emit(at, filter, name.get(), payload));
    }

    private static Reading onSockets(AppNamespace at, Optional<String> filter, ClientEvent event, int longest) {
        RawJson second = event.arg(1);
        if (event.name().equals("_disconnect")) {
            return new Understood(
                    new Action.Disconnect(at, filter, second.asBoolean().orElse(false)));
        }
        Optional<String> room = name(second, longest).flatMap(it -> it);
        if (room.isEmpty()) return new Refused("invalid_room", "The second argument has to be the name of a room.");
        return new Understood(
                event.name().equals("join")
                        ? new Action.Join(at, filter, room.get())
                        : new Action.Leave(at, filter, room.get()));
    }

    /** A name, or none where the client has none, which is an empty text too; nothing where it cannot be one. */
    private static Optional<Optional<String>> name(RawJson value, int longest) {
        if (value.isNull()) return Optional.of(Optional.empty());
        return value.asString()
                .filter(text -> text.length() <= longest)
                .map(text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
    }
}
