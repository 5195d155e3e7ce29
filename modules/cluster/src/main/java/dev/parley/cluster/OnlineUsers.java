package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which users have a socket somewhere in the cluster: those that the room directory knows a node for, so that a user is
 * counted once whatever the number of devices, and the users of a dead node go with it. Written by the directory's keeper
 * alone; read on any thread, without a lock.
 *
 * <p>Each node sees it for itself, and tells its own clients.
 */
public final class OnlineUsers {

    /** Is told of changes, on the directory's event loop, which it must not hold up. */
    public interface Watcher {

        /** The user's first socket in the cluster is there. */
        void online(AppNamespace at, String user);

        /** The user's last one is gone. */
        void offline(AppNamespace at, String user);
    }

    private final ConcurrentMap<AppNamespace, Set<String>> users = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Those of a namespace at this moment, in no particular order. */
    public Set<String> in(AppNamespace at) {
        return Set.copyOf(users.getOrDefault(at, Set.of()));
    }

    public boolean has(AppNamespace at, String user) {
        return users.getOrDefault(at, Set.of()).contains(user);
    }

    /** From now on. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Learns from what the room directory learns. */
    void follow(OccupiedPlaces places) {
        places.watch(new OccupiedPlaces.Watcher() {
            @Override
            public void occupied(Place place) {
                if (place.target().kind() == Target.Kind.USER) appeared(place);
            }

            @Override
            public void vacated(Place place) {
                if (place.target().kind() == Target.Kind.USER) vanished(place);
            }
        });
    }

    private void appeared(Place place) {
        String user = place.target().name();
        users.computeIfAbsent(place.namespace(), first -> ConcurrentHashMap.newKeySet())
                .add(user);
        watchers.forEach(watcher -> watcher.online(place.namespace(), user));
    }

    private void vanished(Place place) {
        String user = place.target().name();
        users.computeIfPresent(place.namespace(), (same, present) -> {
            present.remove(user);
            return present.isEmpty() ? null : present;
        });
        watchers.forEach(watcher -> watcher.offline(place.namespace(), user));
    }
}
