package dev.parley.api.sockets;

import dev.parley.api.http.Completeness;
import dev.parley.bus.SocketInfo;
import dev.parley.cluster.Applied;
import dev.parley.cluster.Found;
import dev.parley.cluster.Occupancy;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Sockets, rooms and users as backends see them; {@code openapi.yaml} describes the shapes. */
final class SocketJson {

    private SocketJson() {}

    static RawJson sockets(Found<SocketInfo> page) {
        return page("sockets", page, SocketInfo::id, SocketJson::socket);
    }

    /**
     * A page of rooms or users.
     *
     * @param one the member that names each: {@code room} or {@code user}
     */
    static RawJson occupancies(String one, Found<Occupancy> page) {
        return page(one + "s", page, Occupancy::name, (w, each) -> {
            occupancy(w.beginObject(), one, each.name(), each.sockets());
            w.endObject();
        });
    }

    private static <T> RawJson page(
            String name, Found<T> page, Function<T, String> key, BiConsumer<JsonWriter, T> each) {
        return JsonWriter.object(w -> {
            w.name(name).beginArray();
            page.items().forEach(item -> each.accept(w, item));
            w.endArray();
            if (page.more() && !page.items().isEmpty()) {
                w.name("next").string(Cursor.of(key.apply(page.items().getLast())));
            }
            Completeness.tell(w, page.silent());
        });
    }

    /**
     * How many sockets there are in one room, or of one user.
     *
     * @param found those whose names begin like this one's
     */
    static RawJson occupancy(String one, String name, Found<Occupancy> found) {
        int sockets = found.items().stream()
                .filter(each -> each.name().equals(name))
                .mapToInt(Occupancy::sockets)
                .sum();
        return JsonWriter.object(w -> {
            occupancy(w, one, name, sockets);
            Completeness.tell(w, found.silent());
        });
    }

    /** Members of an open object. */
    private static void occupancy(JsonWriter w, String one, String name, int sockets) {
        w.name(one).string(name).name("sockets").number(sockets);
    }

    static RawJson socket(SocketInfo socket) {
        return JsonWriter.build(w -> socket(w, socket));
    }

    private static void socket(JsonWriter w, SocketInfo socket) {
        w.beginObject().name("id").string(socket.id());
        socket.user().ifPresent(user -> w.name("user").string(user));
        w.name("node").string(socket.node().value());
        w.name("transport").string(socket.transport());
        w.name("connected").string(socket.connected().toString());
        w.name("rooms").beginArray();
        socket.rooms().forEach(w::string);
        w.endArray().endObject();
    }

    static RawJson applied(Applied applied) {
        return JsonWriter.object(w -> {
            w.name("members").number(applied.members()).name("reached").number(applied.reached());
            Completeness.tell(w, applied.silent());
        });
    }
}
