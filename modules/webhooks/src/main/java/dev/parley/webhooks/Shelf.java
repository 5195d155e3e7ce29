package dev.parley.webhooks;

import dev.parley.bus.webhooks.DeliveryState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settled deliveries of one partition that are kept to be listed and replayed. Owned by its {@link Partition}. */
final class Shelf {

    private record Place(Recipient to, DeliveryState state) {}

    private final WebhooksConfig config;
    private final Map<Place, Set<String>> places = new HashMap<>();

    Shelf(WebhooksConfig config) {
        this.config = config;
    }

    void add(Recipient to, DeliveryState state, String id) {
        places.computeIfAbsent(new Place(to.shelf(), state), place -> new LinkedHashSet<>())
                .add(id);
    }

    /** It is pending again. */
    void remove(Recipient to, String id) {
        for (var state : List.of(DeliveryState.DELIVERED, DeliveryState.DEAD)) {
            Set<String> ids = places.get(new Place(to.shelf(), state));
            if (ids != null) ids.remove(id);
        }
    }

    /** All of an endpoint, which are kept no longer. */
    List<String> forget(Recipient to) {
        var forgotten = new ArrayList<String>();
        for (var state : List.of(DeliveryState.DELIVERED, DeliveryState.DEAD)) {
            Set<String> ids = places.remove(new Place(to, state));
            if (ids != null) forgotten.addAll(ids);
        }
        return forgotten;
    }

    /** Those that are too many now, the oldest first; they are kept no longer. */
    List<String> trim() {
        var tooMany = new ArrayList<String>();
        places.forEach((place, ids) -> trim(ids, limit(place), tooMany));
        return tooMany;
    }

    /** The same, of one recipient. */
    List<String> trim(Recipient to, DeliveryState state) {
        var place = new Place(to.shelf(), state);
        var tooMany = new ArrayList<String>();
        trim(places.getOrDefault(place, Set.of()), limit(place), tooMany);
        return tooMany;
    }

    private int limit(Place place) {
        return place.state() == DeliveryState.DEAD ? config.keptDead() : config.kept();
    }

    private static void trim(Set<String> ids, int limit, List<String> tooMany) {
        for (Iterator<String> oldest = ids.iterator(); ids.size() > limit; ) {
            tooMany.add(oldest.next());
            oldest.remove();
        }
    }
}
