package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who is in rooms, as far as nodes have told, and whom this node has told of it. Confined to DirectoryVerticle's event loop.
 *
 * <p>Watchers are told of the difference between what they know and what is, once the table has been written. While a node
 * has members of a room and has not said who they are, as after it was frozen, nobody is taken for gone.
 */
final class RoomWatches implements OccupiedPlaces.Watcher, InterestTable.NodeWatcher {

    /** A room that this node watches. */
    private static final class Watched {
        private final Set<RoomPresence.Watcher> watchers = new LinkedHashSet<>();
        private final Map<RoomPresence.Watcher, Promise<RoomView>> newcomers = new LinkedHashMap<>();
        private final Set<String> shown = new HashSet<>();
    }

    private final InterestTable table;
    private final Executor later;
    private final Consumer<Place> enter;
    private final Consumer<Place> leave;
    private final Supplier<Future<Void>> patience;
    private final int most;

    private final Map<Place, Set<String>> present = new HashMap<>();
    private final Map<Place, Watched> watched = new HashMap<>();
    private Set<Place> dirty = new LinkedHashSet<>();

    /**
     * @param later does something once the table has been written
     * @param enter enters a place in the directory
     * @param leave takes it back
     * @param patience completes when a node that says nothing is not waited for any longer
     * @param most users of one room that anybody is told of
     */
    RoomWatches(
            InterestTable table,
            Executor later,
            Consumer<Place> enter,
            Consumer<Place> leave,
            Supplier<Future<Void>> patience,
            int most) {
        this.table = table;
        this.later = later;
        this.enter = enter;
        this.leave = leave;
        this.patience = patience;
        this.most = most;
    }

    // ---- Who watches ----

    /** As {@link RoomPresence#watch}. */
    Future<RoomView> watch(Place room, RoomPresence.Watcher watcher) {
        Watched one = watched.get(room);
        if (one == null) {
            one = new Watched();
            watched.put(room, one);
            enter.accept(Occupant.watchersOf(room));
        }
        Watched here = one;
        Promise<RoomView> view = Promise.promise();
        here.newcomers.put(watcher, view);
        touch(room);
        patience.get().onComplete(over -> {
            if (here.newcomers.remove(watcher, view)) admit(room, here, watcher, view);
        });
        return view.future();
    }

    /** As {@link RoomPresence#unwatch}. */
    void unwatch(Place room, RoomPresence.Watcher watcher) {
        Watched one = watched.get(room);
        if (one == null) return;
        one.watchers.remove(watcher);
        one.newcomers.remove(watcher);
        if (one.watchers.isEmpty() && one.newcomers.isEmpty()) forget(room);
    }

    private void forget(Place room) {
        watched.remove(room);
        leave.accept(Occupant.watchersOf(room));
    }

    // ---- What the table says ----

    @Override
    public void occupied(Place place) {
        if (place.target().kind() != Target.Kind.OCCUPANT) return;
        Occupant came = Occupant.of(place);
        if (!came.user().equals(Occupant.ALL_OF_A_NODE))
            present.computeIfAbsent(came.room(), first -> new HashSet<>()).add(came.user());
        touch(came.room());
    }

    @Override
    public void vacated(Place place) {
        if (place.target().kind() != Target.Kind.OCCUPANT) return;
        Occupant went = Occupant.of(place);
        present.computeIfPresent(went.room(), (room, users) -> {
            users.remove(went.user());
            return users.isEmpty() ? null : users;
        });
        touch(went.room());
    }

    @Override
    public void added(Place place, NodeId node) {
        moved(place);
    }

    @Override
    public void removed(Place place, NodeId node) {
        moved(place);
    }

    /** A node's first or last member makes a room one that is not known, or one that is. */
    private void moved(Place place) {
        switch (place.target().kind()) {
            case ROOM -> touch(place);
            case OCCUPANT -> touch(Occupant.of(place).room());
            case EVERYONE, USER, SOCKET, WATCHERS -> {}
        }
    }

    // ---- What is made of it ----

    private void touch(Place room) {
        if (watched.containsKey(room) && dirty.add(room) && dirty.size() == 1) later.execute(this::flush);
    }

    private void flush() {
        Set<Place> rooms = dirty;
        dirty = new LinkedHashSet<>();
        for (Place room : rooms) {
            Watched one = watched.get(room);
            if (one != null) review(room, one);
        }
    }

    private void review(Place room, Watched one) {
        Set<String> users = present.getOrDefault(room, Set.of());
        if (users.size() > most) {
            giveUp(room, one);
            return;
        }
        for (String user : users) {
            if (one.shown.add(user)) one.watchers.forEach(watcher -> watcher.came(user));
        }
        if (!silent(room).isEmpty()) return;
        for (String user : List.copyOf(one.shown)) {
            if (users.contains(user)) continue;
            one.shown.remove(user);
            one.watchers.forEach(watcher -> watcher.went(user));
        }
        Map<RoomPresence.Watcher, Promise<RoomView>> newcomers = new LinkedHashMap<>(one.newcomers);
        one.newcomers.clear();
        newcomers.forEach((watcher, view) -> admit(room, one, watcher, view));
    }

    private void admit(Place room, Watched one, RoomPresence.Watcher watcher, Promise<RoomView> view) {
        one.watchers.add(watcher);
        view.complete(new RoomView.Users(Set.copyOf(one.shown), silent(room)));
    }

    private void giveUp(Place room, Watched one) {
        forget(room);
        one.newcomers.values().forEach(view -> view.complete(new RoomView.TooMany()));
        one.watchers.forEach(RoomPresence.Watcher::tooMany);
    }

    /** Nodes that have members there and have not said who they are. */
    private List<NodeId> silent(Place room) {
        var silent = new ArrayList<>(table.nodesAt(room));
        silent.removeAll(table.nodesAt(new Occupant(room, Occupant.ALL_OF_A_NODE).place()));
        return silent;
    }
}
