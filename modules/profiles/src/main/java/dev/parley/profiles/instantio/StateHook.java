package dev.parley.profiles.instantio;

import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the backend what one socket does: {@code {"event","data"}}, in order. Confined to the socket's event loop. What it
 * tells has happened, so nothing is refused while it cannot be stored.
 *
 * @param url nothing if nobody is to be told
 * @param maxPayload bytes of a payload that is told
 */
record StateHook(ClientSocket socket, Webhooks webhooks, Optional<URI> url, int maxPayload) {

    /** The room in the type that the backend gave it. */
    Future<?> joined(Optional<RawJson> room) {
        return tell("join", data -> room.ifPresent(it -> data.name("room").raw(it)));
    }

    /**
     * A message, whomever it reached. It is told without its payload where that would be too large.
     *
     * @param from the room that the sender joined last
     * @param to as the sender wrote it
     * @param attachments of the payload
     */
    Future<?> message(
            Optional<RawJson> from, Optional<RawJson> to, Optional<RawJson> payload, List<byte[]> attachments) {
        if (url.isEmpty()) return Future.succeededFuture();
        int bytes = attachments.stream().mapToInt(each -> each.length).sum();
        Optional<RawJson> told = payload.filter(it -> bytes + it.length() <= maxPayload)
                .map(it -> NodeJson.of(it, attachments))
                .filter(it -> it.length() <= maxPayload);
        return tell("message", data -> {
            from.ifPresent(it -> data.name("from").raw(it));
            to.ifPresent(it -> data.name("to").raw(it));
            told.ifPresent(it -> data.name("payload").raw(it));
        });
    }

    /** What is to be told when the socket is gone, in place of what was said before. */
    void farewell(Optional<RawJson> room) {
        if (url.isEmpty()) return;
        var key = Optional.of("instantio-disconnect:" + socket.id());
        Callback last = callback(
                url.get(),
                "disconnect",
                data -> room.ifPresent(it -> data.name("room").raw(it)),
                key);
        var unused = socket.farewell(List.of(last));
    }

    private Future<?> tell(String event, Consumer<JsonWriter> data) {
        return url.<Future<?>>map(to -> webhooks.report(callback(to, event, data, Optional.empty())))
                .orElseGet(Future::succeededFuture);
    }

    private Callback callback(URI to, String event, Consumer<JsonWriter> data, Optional<String> key) {
        RawJson body = JsonWriter.object(w -> {
            data.accept(w.name("event").string(event).name("data").beginObject());
            w.endObject();
        });
        return new Callback(socket.app(), to, true, Callback.Form.JSON, socket.id(), "instantio." + event, body, key);
    }
}
