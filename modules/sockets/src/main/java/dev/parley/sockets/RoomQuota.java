package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many rooms of each app have members on this node, whichever event loops these are on. Safe on every thread; asked
 * only when a loop's first member joins a room, or its last one leaves it.
 */
final class RoomQuota {

    private final Apps apps;
    private final LimitMetrics metrics;
    private final ConcurrentMap<Place, Integer> loops = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> rooms = new ConcurrentHashMap<>();

    RoomQuota(Apps apps, LimitMetrics metrics) {
        this.apps = apps;
        this.metrics = metrics;
    }

    /** A loop has its first member there; false where the app has as many rooms as it may. Others than rooms are free. */
    boolean enter(Place place) {
        if (place.target().kind() != Target.Kind.ROOM || loops.merge(place, 1, Integer::sum) > 1) return true;
        String app = place.namespace().app();
        int most = apps.find(app).orElse(apps.standard()).limits().of(Limit.ROOMS);
        if (rooms.computeIfAbsent(app, first -> new AtomicInteger()).incrementAndGet() <= most) return true;
        leave(place);
        metrics.limited(Limit.ROOMS.key(), app);
        return false;
    }

    /** Rooms of an app that have members here. */
    int rooms(String app) {
        AtomicInteger count = rooms.get(app);
        return count == null ? 0 : count.get();
    }

    /** Rooms of all apps that have members here. */
    int rooms() {
        return loops.size();
    }

    /** A loop has its last member there no longer. Once for each that entered. */
    void leave(Place place) {
        if (place.target().kind() != Target.Kind.ROOM) return;
        if (loops.compute(place, (key, count) -> count == null || count == 1 ? null : count - 1) != null) return;
        AtomicInteger count = rooms.get(place.namespace().app());
        if (count != null) count.decrementAndGet();
    }
}
