package dev.parley.chat;

import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.documents.StoreLost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes messages that are older than their rooms keep them, from the old end on, and never the newest one of a room. Owned
 * by the context of its ChatVerticle. Every node has one; that several are at the same room harms nothing.
 *
 * <p>The room says that it begins later before anything is removed: who looks for its newest message cannot take a number
 * that was removed for one that never was. What nobody may read any more stays for another {@link #GRACE}, so that whoever
 * has just stored a message, or read how long the room keeps them, does not meet the sweeper there.
 */
final class Sweeper {

    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROOMS = 100;
    private static final int AT_ONCE = 200;
    private static final int MOST_OF_A_ROOM = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final Context context;
    private final ChatStore store;
    private final Windows windows;
    private final Duration interval;
    private final InstantSource clock;
    private final Outage outage;
    private boolean sweeping;
    private boolean closed;
    private long timer;
    private final Promise<Void> ended = Promise.promise();

    Sweeper(Context context, ChatStore store, Windows windows, Duration interval, InstantSource clock, Outage outage) {
        this.context = context;
        this.store = store;
        this.windows = windows;
        this.interval = interval;
        this.clock = clock;
        this.outage = outage;
    }

    /** Sweeps from time to time, at times that differ from node to node. */
    void start() {
        long pause = (long) (interval.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
        timer = context.owner().setTimer(Math.max(1, pause), due -> context.runOnContext(on -> run()));
    }

    private void run() {
        if (closed) return;
        sweeping = true;
        sweepAll();
        sweeping = false;
        if (closed) ended.complete();
        else start();
    }

    /** Sweeps no more; done when the sweep that is under way has stopped. */
    Future<Void> close() {
        closed = true;
        context.owner().cancelTimer(timer);
        return sweeping ? ended.future() : Future.succeededFuture();
    }

    private void sweepAll() {
        try {
            List<RoomKey> rooms = Patience.of(PATIENCE).await(store.retained().first(ROOMS));
            while (!rooms.isEmpty() && !closed) {
                Patience patience = Patience.of(PATIENCE);
                for (StoredRoom room : patience.await(store.rooms().find(rooms)).values()) {
                    if (!closed) sweep(room);
                }
                rooms = patience.await(store.retained().after(rooms.getLast(), ROOMS));
            }
            outage.over();
        } catch (StoreLost lost) {
            outage.began(lost);
        } catch (RuntimeException bug) {
            log.error("a sweep failed", bug);
        }
    }

    private void sweep(StoredRoom room) {
        Patience patience = Patience.of(PATIENCE);
        Instant now = clock.instant();
        if (room.retentionSet().isAfter(now.minus(GRACE))) return;
        if (room.swept() < room.first()) {
            // Somebody has died over it, or is at it.
            remove(room, room.swept(), room.first(), patience);
        } else if (room.room().retention().isEmpty()) {
            patience.await(store.retained().remove(room.key()));
        } else {
            Instant since = now.minus(room.room().retention().get()).minus(GRACE);
            long last = windows.of(room, patience).last();
            long kept = Math.min(windows.firstSince(room, since, last, patience), last);
            long first = Math.min(kept, room.first() + MOST_OF_A_ROOM);
            if (first <= room.first()) return;
            patience.await(store.rooms().begin(room.key(), first));
            remove(room, room.first(), first, patience);
        }
    }

    private void remove(StoredRoom room, long from, long to, Patience patience) {
        for (long at = from; at < to; at += AT_ONCE) {
            // Whoever comes next goes on where the room says.
            if (closed) return;
            List<Long> seqs =
                    LongStream.range(at, Math.min(at + AT_ONCE, to)).boxed().toList();
            patience.await(store.messages().remove(room.key(), seqs));
        }
        patience.await(store.tombstones().forget(room.key(), from, to));
        patience.await(store.rooms().endSweep(room.key(), to));
    }
}
