package dev.parley.profiles.console;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Happening;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.SocketCard;
import dev.parley.bus.trail.TrailReport;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;

/** What was seen of sockets, as the page reads it. */
final class TrailJson {

    private TrailJson() {}

    static RawJson report(TrailReport report) {
        return JsonWriter.object(w -> {
            w.name("sightings").beginArray();
            for (Sighting each : report.sightings()) sighting(w, report.by(), each);
            w.endArray();
            w.name("omitted").number(report.omitted()).name("lost").number(report.lost());
        });
    }

    private static void sighting(JsonWriter w, NodeId node, Sighting seen) {
        w.beginObject().name("at").string(seen.at().toString()).name("node").string(node.value());
        w.name("namespace").string(seen.namespace().name()).name("socket").string(seen.socket());
        seen.user().ifPresent(user -> w.name("user").string(user));
        switch (seen.what()) {
            case Happening.Present there -> card(w, "present", there.card());
            case Happening.Connected there -> card(w, "connected", there.card());
            case Happening.Updated updated ->
                kind(w, "updated").name("transport").string(updated.transport());
            case Happening.Disconnected gone ->
                kind(w, "disconnected").name("reason").string(gone.reason());
            case Happening.Joined joined -> kind(w, "joined").name("room").string(joined.room());
            case Happening.Left left -> kind(w, "left").name("room").string(left.room());
            case Happening.Received received -> {
                glimpse(w, "received", received.event()).name("wantsAck").bool(received.wantsAck());
                received.refused().ifPresent(code -> w.name("refused").string(code));
            }
            case Happening.Sent sent ->
                glimpse(w, "sent", sent.event()).name("wantsAck").bool(sent.wantsAck());
            case Happening.Acknowledged answer -> glimpse(w, "acknowledged", answer.answer());
            case Happening.Answered answer -> glimpse(w, "answered", answer.answer());
        }
        w.endObject();
    }

    private static JsonWriter kind(JsonWriter w, String kind) {
        return w.name("kind").string(kind);
    }

    private static void card(JsonWriter w, String kind, SocketCard card) {
        kind(w, kind).name("transport").string(card.transport()).name("address").string(card.address());
        card.agent().ifPresent(agent -> w.name("agent").string(agent));
        w.name("since").string(card.since().toString()).name("rooms").beginArray();
        card.rooms().forEach(w::string);
        w.endArray();
    }

    private static JsonWriter glimpse(JsonWriter w, String kind, Glimpse event) {
        kind(w, kind).name("args").raw(event.args()).name("bytes").number(event.bytes());
        return w.name("attachments").number(event.attachments()).name("whole").bool(event.whole());
    }
}
