package dev.parley.profiles.parley;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.OnlineUsers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who of this node's clients is told of whose presence. Safe on every thread. */
final class PresenceWatchers implements OnlineUsers.Watcher {

    private final ConcurrentMap<Place, Set<PresenceWatch>> watches = new ConcurrentHashMap<>();

    /** The client is told of these users, and of no others any more. On the client's event loop. */
    void replace(PresenceWatch watch, Set<String> users) {
        Set<String> before = watch.users();
        watch.users(users);
        for (String user : users) {
            if (!before.contains(user)) add(place(watch.namespace(), user), watch);
        }
        for (String user : before) {
            if (!users.contains(user)) remove(place(watch.namespace(), user), watch);
        }
    }

    /** The client is gone. On its event loop. */
    void forget(PresenceWatch watch) {
        replace(watch, Set.of());
    }

    private void add(Place place, PresenceWatch watch) {
        watches.compute(place, (same, present) -> {
            Set<PresenceWatch> all = present == null ? ConcurrentHashMap.newKeySet(1) : present;
            all.add(watch);
            return all;
        });
    }

    private void remove(Place place, PresenceWatch watch) {
        watches.computeIfPresent(place, (same, present) -> {
            present.remove(watch);
            return present.isEmpty() ? null : present;
        });
    }

    /** How many users somebody watches. */
    int watched() {
        return watches.size();
    }

    @Override
    public void online(AppNamespace at, String user) {
        tell(at, user, true);
    }

    @Override
    public void offline(AppNamespace at, String user) {
        tell(at, user, false);
    }

    private void tell(AppNamespace at, String user, boolean online) {
        watches.getOrDefault(place(at, user), Set.of()).forEach(watch -> watch.tell(user, online));
    }

    private static Place place(AppNamespace at, String user) {
        return new Place(at, Target.user(user));
    }
}
