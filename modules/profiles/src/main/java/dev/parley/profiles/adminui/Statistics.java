package dev.parley.profiles.adminui;

import dev.parley.bus.trail.Tally;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;

/** Writes {@code server_stats}. Stateless. */
record Statistics(UiNames names) {

    private static final double MILLIS = 1_000;

    RawJson of(Tally tally) {
        return JsonWriter.object(w -> {
            w.name("serverId").string(tally.by().value());
            w.name("hostname").string(tally.host());
            w.name("pid").number(tally.pid());
            w.name("uptime").number(tally.uptime().toMillis() / MILLIS);
            w.name("clientsCount").number(tally.connections());
            w.name("pollingClientsCount").number(tally.polling());
            w.name("aggregatedEvents").beginArray();
            tally.counts().forEach(count -> write(w, count));
            w.endArray().name("namespaces").beginArray();
            for (Tally.Occupied each : tally.namespaces()) {
                w.beginObject().name("name").string(names.of(each.namespace()));
                w.name("socketsCount").number(each.sockets()).endObject();
            }
            w.endArray();
        });
    }

    private static void write(JsonWriter w, Tally.Count count) {
        w.beginObject().name("timestamp").number(count.second() * (long) MILLIS);
        w.name("type").string(type(count.kind()));
        if (!count.reason().isEmpty()) w.name("subType").string(count.reason());
        w.name("count").number(count.amount()).endObject();
    }

    private static String type(Tally.Kind kind) {
        return switch (kind) {
            case OPENED -> "rawConnection";
            case CLOSED -> "rawDisconnection";
            case PACKETS_IN -> "packetsIn";
            case PACKETS_OUT -> "packetsOut";
            case BYTES_IN -> "bytesIn";
            case BYTES_OUT -> "bytesOut";
        };
    }
}
