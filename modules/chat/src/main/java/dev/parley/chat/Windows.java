package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.Sketch;
import dev.parley.store.chat.StoredRoom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Finds which messages of rooms may be read. Owned by the context of its ChatVerticle. */
final class Windows {

    private static final int PROBES = 64;

    private final ChatStore store;
    private final Heads heads;
    private final InstantSource clock;

    Windows(ChatStore store, Heads heads, InstantSource clock) {
        this.store = store;
        this.heads = heads;
        this.clock = clock;
    }

    Window of(StoredRoom room, Patience patience) {
        return requireNonNull(of(List.of(room), patience).get(room.key()));
    }

    Map<RoomKey, Window> of(Collection<StoredRoom> rooms, Patience patience) {
        Map<RoomKey, Long> ends = heads.find(rooms, patience);
        var windows = new HashMap<RoomKey, Window>();
        for (StoredRoom room : rooms) {
            long last = ends.getOrDefault(room.key(), 0L);
            windows.put(room.key(), new Window(first(room, last, patience), last));
        }
        return windows;
    }

    private long first(StoredRoom room, long last, Patience patience) {
        return room.room()
                .retention()
                .map(kept -> firstSince(room, clock.instant().minus(kept), last, patience))
                .orElse(room.first());
    }

    /** The number of the oldest message of a room that was not sent before an instant; one beyond the last if all were. */
    long firstSince(StoredRoom room, Instant since, long last, Patience patience) {
        // Everything before low is too old, and nothing from high on is.
        long low = room.first();
        long high = last + 1;
        while (low < high) {
            long step = Math.max(1, (high - low) / PROBES);
            List<Long> probes = LongStream.iterate(low, seq -> seq + step)
                    .limit((high - low + step - 1) / step)
                    .boxed()
                    .toList();
            Map<Long, Instant> sent =
                    patience.await(store.messages().sketch(Map.of(room.key(), probes))).values().stream()
                            .flatMap(List::stream)
                            .collect(Collectors.toMap(Sketch::seq, Sketch::sent));
            for (long each : probes) {
                // One that is not there has been removed meanwhile.
                boolean old = sent.getOrDefault(each, Instant.MIN).isBefore(since);
                if (old) low = Math.max(low, each + 1);
                else high = Math.min(high, each);
            }
        }
        return low;
    }
}
