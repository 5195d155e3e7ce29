package dev.parley.chat;

import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the numbers of rooms' newest messages. It remembers where it has found or moved some, only to begin there the next
 * time: what it tells is always looked up. Owned by the context of its ChatVerticle.
 */
final class Heads {

    private static final int REMEMBERED = 10_000;

    /** Until then others, and this node after a restart, have to look a little further. */
    private static final long STORED_AFTER_MILLIS = 1_000;

    private final Context context;
    private final ChatStore store;
    private Map<RoomKey, Long> unstored = new HashMap<>();
    private final Map<RoomKey, Long> hints = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomKey, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    Heads(Context context, ChatStore store) {
        this.context = context;
        this.store = store;
    }

    /** The number of each room's newest message; 0 if it never had one. */
    Map<RoomKey, Long> find(Collection<StoredRoom> rooms, Patience patience) {
        learnHints(rooms, patience);
        var heads = new HashMap<RoomKey, Long>();
        Collection<StoredRoom> open = rooms;
        while (!open.isEmpty()) {
            heads.putAll(search(open, patience));
            open = begunLater(open, heads, patience);
        }
        hints.putAll(heads);
        return heads;
    }

    /** The rooms have got messages up to these numbers. The store hears of it later, and nobody waits for that. */
    void raise(Map<RoomKey, Long> heads) {
        hints.putAll(heads);
        if (unstored.isEmpty()) {
            context.owner().setTimer(STORED_AFTER_MILLIS, due -> storeHints());
        }
        unstored.putAll(heads);
    }

    private void storeHints() {
        Map<RoomKey, Long> all = unstored;
        unstored = new HashMap<>();
        store.heads().raise(all);
    }

    private void learnHints(Collection<StoredRoom> rooms, Patience patience) {
        List<RoomKey> unknown = rooms.stream()
                .map(StoredRoom::key)
                .filter(key -> !hints.containsKey(key))
                .toList();
        if (!unknown.isEmpty()) hints.putAll(patience.await(store.heads().find(unknown)));
    }

    private Map<RoomKey, Long> search(Collection<StoredRoom> rooms, Patience patience) {
        var searches = new HashMap<RoomKey, HeadSearch>();
        for (StoredRoom room : rooms) {
            searches.put(room.key(), new HeadSearch(room.first() - 1, hints.getOrDefault(room.key(), 0L)));
        }
        var heads = new HashMap<RoomKey, Long>();
        while (!searches.isEmpty()) {
            var probes = new HashMap<RoomKey, Set<Long>>();
            searches.forEach((key, search) -> probes.put(key, search.probes()));
            Map<RoomKey, Set<Long>> present = patience.await(store.messages().present(probes));
            searches.forEach((key, search) -> {
                search.learn(probes.getOrDefault(key, Set.of()), present.getOrDefault(key, Set.of()));
                if (search.found()) heads.put(key, search.head());
            });
            searches.keySet().removeAll(heads.keySet());
        }
        return heads;
    }

    /**
     * Rooms whose old messages were removed while the search went on: what was not there may have been removed, rather than
     * never have come. Whoever removes messages says so in the room before.
     */
    private Collection<StoredRoom> begunLater(
            Collection<StoredRoom> rooms, Map<RoomKey, Long> heads, Patience patience) {
        List<RoomKey> swept = rooms.stream()
                .filter(each -> each.first() > 1 || each.room().retention().isPresent())
                .map(StoredRoom::key)
                .toList();
        if (swept.isEmpty()) return List.of();
        var again = new ArrayList<StoredRoom>();
        patience.await(store.rooms().find(swept)).forEach((key, room) -> {
            if (room.first() > heads.getOrDefault(key, 0L) + 1) again.add(room);
        });
        return again;
    }
}
