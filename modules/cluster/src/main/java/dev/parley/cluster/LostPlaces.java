package dev.parley.cluster;

import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.Place;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The places whose events have gone from a log for lack of space, all of one app: whoever is owed nothing there has lost
 * nothing. Confined to whoever keeps the log.
 *
 * <p>Of more places than it may remember, it takes those that lost something longest ago for all places of the app.
 */
final class LostPlaces {

    /** About 2 MB where an app has lost something in as many. */
    static final int MOST = 10_000;

    /**
     * @param number of the youngest event that has gone
     * @param accepted when that was
     */
    private record Loss(long number, long accepted) {}

    private final int most;

    /** The one that lost something longest ago is the first. */
    private final Map<Place, Loss> losses = new LinkedHashMap<>();

    private long anywhere;

    LostPlaces(int most) {
        this.most = most;
    }

    /** An event for that place has gone; it is younger than those that went before. */
    void add(Place place, long number, long accepted) {
        losses.remove(place);
        losses.put(place, new Loss(number, accepted));
        if (losses.size() <= most) return;
        Iterator<Loss> oldest = losses.values().iterator();
        addAnywhere(oldest.next().number());
        oldest.remove();
    }

    /** Up to that number nobody knows which places have lost something. */
    void addAnywhere(long number) {
        anywhere = Math.max(anywhere, number);
    }

    /** Nobody who may come back misses what was accepted before. */
    void expire(long before) {
        losses.values().removeIf(loss -> loss.accepted() < before);
    }

    /** Whether something that is owed there may have gone. */
    boolean contains(Place place, Owed owed) {
        Loss loss = losses.get(place);
        return owed.after() < anywhere || (loss != null && owed.after() < loss.number());
    }
}
