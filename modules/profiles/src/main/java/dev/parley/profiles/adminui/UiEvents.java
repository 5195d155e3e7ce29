package dev.parley.profiles.adminui;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.Tally;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;

/**
 * Says to one UI what it is to know, in the words of its package. Confined to the UI's event loop.
 *
 * <p>Events that pass are left out for a UI that does not keep up; a list of sockets has to stay true, so nothing else is.
 */
record UiEvents(ClientSocket socket, UiNames names, String path) {

    /** As JavaScript writes it, always with milliseconds. */
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The longest list: what may wait for a client is no more than a few times that. */
    private static final int LIST_BYTES = 1_000_000;

    private static final List<String> ACTIONS =
            List.of("EMIT", "JOIN", "LEAVE", "DISCONNECT", "MJOIN", "MLEAVE", "MDISCONNECT");

    void session(String id) {
        socket.emit("session", RawJson.string(id));
    }

    void config(boolean readOnly, AdminUiConfig.View view) {
        socket.emit("config", JsonWriter.object(w -> {
            w.name("supportedFeatures").beginArray();
            if (!readOnly) ACTIONS.forEach(w::string);
            w.string("AGGREGATED_EVENTS");
            if (view == AdminUiConfig.View.DEVELOPMENT) w.string("ALL_EVENTS");
            w.endArray();
        }));
    }

    void statistics(Tally tally) {
        socket.emit("server_stats", new Statistics(names).of(tally));
    }

    void allSockets(Collection<SocketView> sockets) {
        socket.emit("all_sockets", JsonWriter.build(w -> {
            w.beginArray();
            int left = LIST_BYTES;
            for (SocketView each : sockets) {
                RawJson one = JsonWriter.build(it -> each.write(it, names, path));
                left -= one.length();
                if (left < 0) break;
                w.raw(one);
            }
            w.endArray();
        }));
    }

    void connected(Sighting sighting, SocketView view) {
        socket.emit("socket_connected", JsonWriter.build(w -> view.write(w, names, path)), time(sighting.at()));
    }

    void updated(Sighting sighting, NodeId node, String transport) {
        socket.emit("socket_updated", JsonWriter.object(w -> {
            w.name("id").string(sighting.socket());
            w.name("nsp").string(names.of(sighting.namespace()));
            w.name("transport").string(transport);
            w.name("data");
            SocketView.data(w, node, sighting.user());
        }));
    }

    void disconnected(Sighting sighting, String reason) {
        socket.emit("socket_disconnected", nsp(sighting), id(sighting), RawJson.string(reason), time(sighting.at()));
    }

    /** @param what {@code room_joined} or {@code room_left} */
    void room(String what, Sighting sighting, String room) {
        socket.emit(what, nsp(sighting), RawJson.string(room), id(sighting), time(sighting.at()));
    }

    /** @param what {@code event_received} or {@code event_sent} */
    void event(String what, Sighting sighting, Glimpse event) {
        socket.emitVolatile(what, nsp(sighting), id(sighting), event.args(), time(sighting.at()));
    }

    /** The UI shows no such event; whoever looks at its connection sees it. */
    void fault(String code, String message) {
        socket.emit(
                "error",
                JsonWriter.object(
                        w -> w.name("code").string(code).name("message").string(message)));
    }

    /** This node watches as much as it may for others: nothing can be shown, so the UI goes. */
    void tooManyWatch() {
        fault("too_many_watchers", "Too many watch sockets at this node at the moment.");
        socket.disconnect();
    }

    private RawJson nsp(Sighting sighting) {
        return RawJson.string(names.of(sighting.namespace()));
    }

    private static RawJson id(Sighting sighting) {
        return RawJson.string(sighting.socket());
    }

    private static RawJson time(Instant at) {
        return RawJson.string(ISO.format(at));
    }
}
