package dev.parley.profiles.parley;

import dev.parley.bus.Place;
import dev.parley.cluster.RoomPresence;
import dev.parley.cluster.RoomView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in rooms, as the test says. */
final class TestPresence implements RoomPresence {

    /** Somebody who watches, and waits for who is there. */
    record Watching(Watcher watcher, Promise<RoomView> view) {}

    final Map<Place, Watching> watched = new ConcurrentHashMap<>();

    @Override
    public void enter(Place room, String user) {}

    @Override
    public void leave(Place room, String user) {}

    @Override
    public Future<RoomView> watch(Place room, Watcher watcher) {
        var watching = new Watching(watcher, Promise.promise());
        watched.put(room, watching);
        return watching.view().future();
    }

    @Override
    public void unwatch(Place room, Watcher watcher) {
        watched.computeIfPresent(room, (same, one) -> one.watcher() == watcher ? null : one);
    }
}
