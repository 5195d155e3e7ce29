package dev.parley.cluster;

import dev.parley.bus.Place;
import java.util.Set;

/** Which places have members on any node of the cluster, as this node knows it. Safe on every thread. */
public interface OccupiedPlaces {

    /** Is told of changes, on the directory's event loop, which it must not hold up. */
    interface Watcher {

        /** The first node has somebody there. */
        void occupied(Place place);

        /** No node has anybody there any more. */
        void vacated(Place place);
    }

    boolean has(Place place);

    /** All at this moment. */
    Set<Place> all();

    /** From now on. */
    void watch(Watcher watcher);
}
