package dev.parley.store.webhooks;

import dev.parley.bus.Place;
import io.vertx.core.Future;
import java.util.Set;

/** Which rooms backends were told are occupied, and which users are online. Safe on every thread; fails with a StoreLost. */
public interface ToldPlaces {

    Future<Set<Place>> all();

    /** False if it was told already. */
    Future<Boolean> add(Place place);

    /** False if it was not told. */
    Future<Boolean> remove(Place place);
}
