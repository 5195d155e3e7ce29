package dev.parley.webhooks;

import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.cluster.Membership;
import dev.parley.cluster.OccupiedPlaces;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.ToldPlaces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells backends which rooms are occupied and which users are online. Owned by the context of its WebhookVerticle, a virtual
 * thread.
 *
 * <p>Each place is up to one node, the same in the eyes of all. That node compares what is with what was told, which is in the
 * store: of a place when it changes, and of all when nodes come or go, or somebody begins to want to know. So what a dead node
 * had is vacated, and nothing is told by two. Who comes and goes in the same moment may not be told of.
 *
 * <p>Where nobody wants to know, nothing is done but one look into the store when nodes come or go.
 */
final class Occupancy {

    /** Tells of what has happened. */
    interface Reporter {

        /** Done when it is stored, or is kept in memory until it is. Does not fail. */
        Future<?> report(List<Notice> notices);
    }

    private static final int PORTION = 500;
    private static final long PAUSE_MILLIS = 500;

    /** All nodes see the same nodes after the first one, and what was missed meanwhile is noticed after the second one. */
    private static final List<Duration> AFTER_A_CHANGE = List.of(Duration.ofSeconds(1), Duration.ofSeconds(15));

    private final Vertx vertx;
    private final Context context;
    private final NodeId self;
    private final Membership membership;
    private final OccupiedPlaces places;
    private final Subscriptions subscriptions;
    private final ToldPlaces store;
    private final Reporter reporter;
    private final InstantSource clock;

    /** The nodes among which places are shared out, as they were when {@link #told} was read. */
    private Set<String> members = Set.of();

    /** Places that backends take for occupied. Of those that are up to other nodes it may be out of date. */
    private Set<Place> told = new HashSet<>();

    private final Set<Place> changed = new LinkedHashSet<>();

    /** Waits for the other nodes to see what this one has seen. */
    private int settling;

    private boolean outdated;
    private boolean working;
    private boolean closed;

    /** To be made on the context that owns it. */
    Occupancy(
            Vertx vertx,
            NodeId self,
            Membership membership,
            OccupiedPlaces places,
            Subscriptions subscriptions,
            ToldPlaces store,
            Reporter reporter,
            InstantSource clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.self = self;
        this.membership = membership;
        this.places = places;
        this.subscriptions = subscriptions;
        this.store = store;
        this.reporter = reporter;
        this.clock = clock;
    }

    /** From now on it tells, and at first what is and was not told, or was told and is not. */
    void start() {
        places.watch(new OccupiedPlaces.Watcher() {
            @Override
            public void occupied(Place place) {
                changed(place);
            }

            @Override
            public void vacated(Place place) {
                changed(place);
            }
        });
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(here -> settle());
            }

            @Override
            public void left(NodeId node) {
                context.runOnContext(here -> settle());
            }
        });
        settle();
    }

    /** Somebody may want to know what nobody wanted before. */
    void review() {
        outdated = true;
        work();
    }

    void stop() {
        closed = true;
    }

    /** Called on the directory's event loop. */
    private void changed(Place place) {
        if (!isWanted(place)) return;
        context.runOnContext(here -> {
            changed.add(place);
            work();
        });
    }

    private void settle() {
        settling++;
        var unused = vertx.setTimer(AFTER_A_CHANGE.getFirst().toMillis(), seen -> {
            settling--;
            review();
        });
        unused = vertx.setTimer(AFTER_A_CHANGE.getLast().toMillis(), missed -> review());
    }

    /** Goes on until nothing is left to do; whoever calls it meanwhile has it done by the one who is at it. */
    private void work() {
        if (working) return;
        working = true;
        try {
            while (!closed && settling == 0 && (outdated || !changed.isEmpty())) {
                if (outdated) read();
                else tell(take());
            }
        } finally {
            working = false;
        }
    }

    private void read() {
        outdated = false;
        var now = new HashSet<String>();
        now.add(self.value());
        membership.others().forEach(node -> now.add(node.value()));
        try {
            told = new HashSet<>(store.all().await());
        } catch (StoreLost lost) {
            outdated = true;
            pause();
            return;
        }
        members = now;
        changed.addAll(told);
        for (Place place : places.all()) {
            if (isWanted(place)) changed.add(place);
        }
    }

    private List<Place> take() {
        List<Place> some = changed.stream().limit(PORTION).toList();
        some.forEach(changed::remove);
        return some;
    }

    private void tell(List<Place> some) {
        var notices = new ArrayList<Notice>();
        var changes = new HashMap<Place, Boolean>();
        for (Place place : some) {
            boolean occupied = places.has(place);
            if (occupied == told.contains(place) || !isMine(place)) continue;
            // What was told is forgotten when it is over, even if nobody wants to know any more.
            if (occupied && !isWanted(place)) continue;
            changes.put(place, occupied);
            PlaceNotices.type(place, occupied)
                    .filter(type -> subscriptions.wants(place.namespace().app(), type))
                    .ifPresent(type -> notices.add(PlaceNotices.of(place, type, clock.instant())));
        }
        if (!notices.isEmpty()) reporter.report(notices).await();
        changes.forEach((place, occupied) -> {
            if (occupied) told.add(place);
            else told.remove(place);
        });
        note(changes);
    }

    /** What was told must not be told again: this is tried until it is done. */
    private void note(Map<Place, Boolean> changes) {
        while (!changes.isEmpty() && !closed) {
            var answers = new HashMap<Place, Future<Boolean>>();
            changes.forEach((place, occupied) -> answers.put(place, occupied ? store.add(place) : store.remove(place)));
            Future.join(List.copyOf(answers.values())).otherwiseEmpty().await();
            answers.forEach((place, answer) -> {
                if (answer.succeeded()) changes.remove(place);
            });
            if (!changes.isEmpty()) pause();
        }
    }

    private void pause() {
        vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).await();
    }

    private boolean isMine(Place place) {
        return Rendezvous.of(members, place.namespace() + " " + place.target())
                .filter(self.value()::equals)
                .isPresent();
    }

    private boolean isWanted(Place place) {
        return wants(place, true) || wants(place, false);
    }

    private boolean wants(Place place, boolean occupied) {
        return PlaceNotices.type(place, occupied)
                .filter(type -> subscriptions.wants(place.namespace().app(), type))
                .isPresent();
    }
}
