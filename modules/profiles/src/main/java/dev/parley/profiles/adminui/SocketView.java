package dev.parley.profiles.adminui;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.SocketCard;
import dev.parley.protocol.json.JsonWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A socket as the UI shows it, kept while a list is put together. Confined to the event loop of whoever puts it together.
 *
 * <p>Of the request that opened its connection the UI is told what no secret can be in; what there is beyond that stays at the
 * node.
 */
final class SocketView {

    /** As JavaScript writes a date for people. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final NodeId node;
    private final AppNamespace namespace;
    private final String id;
    private final SocketCard card;
    private final SequencedSet<String> rooms;
    private Optional<String> user;
    private String transport;

    SocketView(NodeId node, AppNamespace namespace, String id, Optional<String> user, SocketCard card) {
        this.node = node;
        this.namespace = namespace;
        this.id = id;
        this.user = user;
        this.card = card;
        this.transport = card.transport();
        this.rooms = new LinkedHashSet<>();
        rooms.add(id); // each socket of Socket.IO is in a room of its own
        rooms.addAll(card.rooms());
    }

    NodeId node() {
        return node;
    }

    void joined(String room) {
        rooms.add(room);
    }

    void left(String room) {
        rooms.remove(room);
    }

    void updated(String transport, Optional<String> user) {
        this.transport = transport;
        this.user = user;
    }

    /**
     * Writes it as one object.
     *
     * @param path where clients connect
     */
    void write(JsonWriter w, UiNames names, String path) {
        w.beginObject().name("id").string(id);
        w.name("clientId").string(card.client());
        w.name("transport").string(transport);
        w.name("nsp").string(names.of(namespace));
        w.name("data");
        data(w, node, user);
        w.name("handshake");
        handshake(w, path);
        w.name("rooms").beginArray();
        rooms.forEach(w::string);
        w.endArray().endObject();
    }

    /** What stands for the data that servers of Socket.IO keep with a socket. */
    static void data(JsonWriter w, NodeId node, Optional<String> user) {
        w.beginObject().name("node").string(node.value());
        user.ifPresent(it -> w.name("user").string(it));
        w.endObject();
    }

    private void handshake(JsonWriter w, String path) {
        String eio = Integer.toString(card.revision());
        w.beginObject().name("address").string(card.address());
        w.name("headers").beginObject();
        card.agent().ifPresent(it -> w.name("user-agent").string(it));
        card.origin().ifPresent(it -> w.name("origin").string(it));
        w.endObject();
        w.name("query").beginObject();
        w.name("EIO").string(eio).name("transport").string(card.transport()).endObject();
        w.name("issued").number(card.since().toEpochMilli());
        // Connections are encrypted by what stands in front of the server, if at all.
        w.name("secure").bool(false);
        w.name("time").string(TIME.format(card.since()));
        w.name("url").string(path + "?EIO=" + eio + "&transport=" + card.transport());
        w.name("xdomain").bool(card.origin().isPresent());
        w.endObject();
    }
}
