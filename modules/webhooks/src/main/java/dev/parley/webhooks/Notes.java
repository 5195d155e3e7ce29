package dev.parley.webhooks;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.Progress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes down what becomes of deliveries. Owned by the verticle's context. */
final class Notes {

    /** So many may wait for a store that is away; attempts then wait too, for nobody should make them in vain. */
    private static final int MOST = 10_000;

    private record Note(Partition partition, Progress progress) {}

    private final Batches<Note> batches;
    private final Batches<String> removals;

    Notes(Vertx vertx, Deliveries deliveries, BooleanSupplier mayWrite) {
        this.batches = new Batches<>(vertx, mayWrite, new Batches.Form<>() {
            @Override
            public boolean isWanted(Note note) {
                return note.partition().isOurs();
            }

            @Override
            public String name(Note note) {
                return note.progress().id();
            }

            @Override
            public Future<?> write(List<Note> notes) {
                return deliveries.note(notes.stream().map(Note::progress).toList());
            }
        });
        this.removals = new Batches<>(vertx, mayWrite, Batches.form(id -> id, deliveries::remove));
    }

    boolean hasRoom() {
        return batches.waiting() < MOST;
    }

    /** An attempt failed, and there is another one to come. */
    void failed(Partition partition, Entry entry, Attempt attempt) {
        add(
                partition,
                new Progress(
                        entry.id(),
                        DeliveryState.PENDING,
                        entry.failures(),
                        entry.next(),
                        Optional.empty(),
                        Optional.of(attempt)));
    }

    /**
     * It is delivered, or given up.
     *
     * @param attempt nothing if it was given up without one
     */
    void settled(
            Partition partition,
            Recipient to,
            Entry entry,
            DeliveryState as,
            int failures,
            Instant now,
            Optional<Attempt> attempt) {
        add(partition, new Progress(entry.id(), as, failures, Optional.empty(), Optional.of(now), attempt));
        partition.settled(to, as, entry.id()).forEach(removals::add);
    }

    private void add(Partition partition, Progress progress) {
        if (partition.isOurs()) batches.add(new Note(partition, progress));
    }

    /** It is kept no longer. */
    void remove(String id) {
        removals.add(id);
    }

    /** Writes no more. */
    void close() {
        batches.close();
        removals.close();
    }

    /** Done when all so far is written. */
    Future<Void> flushed() {
        return Future.join(batches.flushed(), removals.flushed()).mapEmpty();
    }
}
