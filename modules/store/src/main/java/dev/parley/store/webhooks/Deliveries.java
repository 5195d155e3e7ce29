package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.DeliveryState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outbox, and what became of what was in it. Times are kept to the millisecond. Safe on every thread; a future fails with a StoreLost. */
public interface Deliveries {

    /** What came of adding some. */
    enum Appended {
        /** All are stored. */
        ALL,
        /**
         * A place or an id was taken: somebody else adds to the partition too, or some of them were stored before. Those of
         * them that are stored stay; whoever asked has to look.
         */
        CONFLICT
    }

    /** Adds some of one partition. One insert. */
    Future<Appended> append(List<StoredDelivery> deliveries);

    /** Which of these ids there are. */
    Future<Set<String>> present(Collection<String> ids);

    /** All of a partition, pending ones and settled ones that are kept, in the order of their places. Reads everything once. */
    Future<List<DeliverySketch>> sketches(int partition);

    /** Whether there is something at a place. */
    Future<Boolean> isTaken(int partition, long seq);

    /** Those of these ids that there are, in no particular order. */
    Future<List<StoredDelivery>> read(Collection<String> ids);

    /**
     * Notes what came of pending ones, in this order. One that is settled already, or there no longer, is passed over. Of attempts
     * the last 20 stay.
     */
    Future<Void> note(List<Progress> progress);

    /** Makes settled ones pending again, without failures; their attempts stay. CONFLICT where a place is taken. */
    Future<Appended> again(List<Replaying> deliveries);

    Future<Void> remove(Collection<String> ids);

    /** Removes all of an endpoint; how many those were. */
    Future<Long> removeOf(String app, String endpoint);

    /** One of an app. */
    Future<Optional<StoredDelivery>> find(String app, String id);

    /**
     * Some of an app, the latest accepted first.
     *
     * @param before goes on behind that one; an id that is unknown is like none
     */
    Future<List<StoredDelivery>> list(
            String app, Optional<String> endpoint, Set<DeliveryState> states, Optional<String> before, int limit);

    /** The ids of all of an endpoint in such a state that were accepted since then, in the order in which they were. */
    Future<List<String>> since(String app, String endpoint, Instant since, Set<DeliveryState> states);
}
