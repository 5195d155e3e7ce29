package dev.parley.profiles.marketplace;

import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import java.util.List;
import java.util.Optional;

/**
 * How a client is told what came of its event. Confined to the socket's event loop.
 *
 * @param event that asks for an acknowledgement; without one the client is told by events
 */
record Reply(Optional<ClientEvent> event, ClientSocket socket) {

    static Reply to(ClientEvent event, ClientSocket socket) {
        return new Reply(Optional.of(event).filter(ClientEvent::wantsAck), socket);
    }

    static Reply byEvents(ClientSocket socket) {
        return new Reply(Optional.empty(), socket);
    }

    /** One event for each room. */
    void joined(List<Target> rooms) {
        event.ifPresentOrElse(
                asked -> asked.ack(ok(rooms)),
                () -> rooms.forEach(room -> socket.emit(
                        "joined", JsonWriter.object(w -> w.name("room").string(room.name())))));
    }

    /** There is no event for it. */
    void left(List<Target> rooms) {
        event.ifPresent(asked -> asked.ack(ok(rooms)));
    }

    void refused(Fault fault) {
        refused(fault.name());
    }

    void refused(String code) {
        event.ifPresentOrElse(
                asked -> asked.ack(Fault.answer(code)),
                () -> socket.emit(
                        "error", JsonWriter.object(w -> w.name("message").string(code))));
    }

    /** {@code {"ok":true,"room"}}, and {@code "rooms"} where there are several. */
    static RawJson ok(List<Target> rooms) {
        return JsonWriter.object(w -> {
            w.name("ok").bool(true).name("room").string(rooms.getFirst().name());
            if (rooms.size() == 1) return;
            w.name("rooms").beginArray();
            rooms.forEach(room -> w.string(room.name()));
            w.endArray();
        });
    }
}
