package dev.parley.profiles.channels;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Place;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Headcounts;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.engine.RandomId;
import java.util.List;

/** Tells this node's members of a channel how many members it has in the whole cluster. Immutable. */
final class UserTotals implements Headcounts.Watcher {

    static final String EVENT = "user-total";

    private final Broadcaster broadcaster;

    UserTotals(Broadcaster broadcaster) {
        this.broadcaster = broadcaster;
    }

    @Override
    public void counted(Place place, int sockets) {
        RawJson args = JsonWriter.build(
                w -> w.beginArray().string(EVENT).number(sockets).endArray());
        var members = Audience.of(place.namespace(), place.target());
        broadcaster.broadcast(new Broadcast(RandomId.next(), members, args, List.of(), false), Reach.NODE);
    }
}
