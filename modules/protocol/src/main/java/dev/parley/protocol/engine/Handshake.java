package dev.parley.protocol.engine;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;

/**
 * What the server tells a client when a session opens (Engine.IO protocol, revision 4, section "Handshake").
 *
 * @param sid the session id: 20 characters of base64url, a secret between this client and the server
 * @param upgrades transports the client may upgrade to
 * @param pingInterval milliseconds from one heartbeat to the next
 * @param pingTimeout milliseconds that a heartbeat may stay unanswered
 * @param maxPayload bytes that one request body or WebSocket message may have
 */
public record Handshake(String sid, List<String> upgrades, long pingInterval, long pingTimeout, int maxPayload) {

    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** Exactly the five keys of the specification, in its order. */
    public RawJson toJson() {
        return JsonWriter.build(w -> {
            w.beginObject().name("sid").string(sid).name("upgrades").beginArray();
            upgrades.forEach(w::string);
            w.endArray()
                    .name("pingInterval")
                    .number(pingInterval)
                    .name("pingTimeout")
                    .number(pingTimeout)
                    .name("maxPayload")
                    .number(maxPayload)
                    .endObject();
        });
    }
}
