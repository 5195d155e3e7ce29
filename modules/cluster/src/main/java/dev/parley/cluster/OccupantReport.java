package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells the cluster which users this node has in rooms that somebody watches. Confined to DirectoryVerticle's event loop.
 *
 * <p>They are places of the directory, so that they have its leases, its epochs, its grace and its repairs. A user's second
 * device changes nothing there, and of a room that nobody watches there is nothing.
 */
final class OccupantReport implements InterestTable.NodeWatcher {

    private final NodeId self;
    private final InterestTable table;
    private final Executor later;
    private final Consumer<List<Place>> enter;
    private final Consumer<Place> leave;
    private final int most;

    /** How many devices each user has in each room of this node. */
    private final Map<Place, Map<String, Integer>> here = new HashMap<>();

    /** Who was told of, in rooms that are watched. */
    private final Map<Place, Set<String>> told = new HashMap<>();

    /**
     * @param later does something once the table has been written
     * @param enter enters places in the directory, of which the other nodes learn at once
     * @param leave takes one back
     * @param most of one room that anybody is told of. One more is entered, by which the others know that there are too many
     */
    OccupantReport(
            NodeId self,
            InterestTable table,
            Executor later,
            Consumer<List<Place>> enter,
            Consumer<Place> leave,
            int most) {
        this.self = self;
        this.table = table;
        this.later = later;
        this.enter = enter;
        this.leave = leave;
        this.most = most;
    }

    /** One more device of the user is in the room. */
    void enter(Place room, String user) {
        Map<String, Integer> users = here.computeIfAbsent(room, first -> new HashMap<>(2));
        if (users.merge(user, 1, Integer::sum) > 1) return;
        Set<String> known = told.get(room);
        if (known != null) enter.accept(untold(room, users, known));
    }

    /** One device less. Each call takes back one {@link #enter}. */
    void leave(Place room, String user) {
        Map<String, Integer> users = here.get(room);
        if (users == null || !users.containsKey(user))
            throw new IllegalStateException("left without entering: " + room);
        if (users.merge(user, -1, (before, one) -> before + one == 0 ? null : before + one) != null) return;
        if (users.isEmpty()) here.remove(room);
        Set<String> known = told.get(room);
        if (known == null || !known.remove(user)) return;
        leave.accept(new Occupant(room, user).place());
        enter.accept(untold(room, users, known));
    }

    /** Those who are to be told of from now on, as long as there is space. */
    private List<Place> untold(Place room, Map<String, Integer> users, Set<String> known) {
        var untold = new ArrayList<Place>();
        if (known.size() == users.size()) return untold;
        for (String user : users.keySet()) {
            if (known.size() > most) break;
            if (known.add(user)) untold.add(new Occupant(room, user).place());
        }
        return untold;
    }

    // ---- Rooms that are watched ----

    @Override
    public void added(Place place, NodeId node) {
        changed(place, node);
    }

    @Override
    public void removed(Place place, NodeId node) {
        changed(place, node);
    }

    private void changed(Place place, NodeId node) {
        if (place.target().kind() == Target.Kind.WATCHERS) {
            var room = new Place(place.namespace(), Target.room(place.target().name()));
            later.execute(() -> review(room));
        } else if (place.target().kind() == Target.Kind.ROOM && node.equals(self) && isWatched(place)) {
            later.execute(() -> review(place));
        }
    }

    private boolean isWatched(Place room) {
        return table.has(Occupant.watchersOf(room));
    }

    private void review(Place room) {
        boolean due = isWatched(room) && table.nodesAt(room).contains(self);
        Set<String> known = told.get(room);
        Place all = new Occupant(room, Occupant.ALL_OF_A_NODE).place();
        if (due && known == null) {
            var first = new HashSet<String>();
            told.put(room, first);
            List<Place> everything = untold(room, here.getOrDefault(room, Map.of()), first);
            everything.add(all);
            enter.accept(everything);
        } else if (!due && known != null) {
            told.remove(room);
            known.forEach(user -> leave.accept(new Occupant(room, user).place()));
            leave.accept(all);
        }
    }
}
