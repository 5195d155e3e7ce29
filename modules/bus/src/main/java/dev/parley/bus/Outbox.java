package dev.parley.bus;

import dev.parley.bus.Message.FromOutbox;
import dev.parley.bus.Message.ToOutbox;
import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What nodes say to one another about the outbox of webhooks. It has partitions, and each of them one owner, who alone adds
 * to it and delivers from it. Whoever says something keeps the lists in it short: no more than some hundred, and no more than
 * about a megabyte.
 */
public final class Outbox {

    private Outbox() {}

    /**
     * A delivery that is to be stored.
     *
     * @param id the same whenever it is sent, so that it is stored once
     * @param endpoint the id of its endpoint; of a callback the origin of its address
     * @param lane what arrives in order, within one endpoint
     * @param to where it goes, if that is not the endpoint's address
     * @param at when it was told
     * @param trace of what it tells of, as a W3C {@code traceparent}
     */
    public record Parcel(
            String id,
            String app,
            String endpoint,
            String lane,
            Optional<Destination> to,
            String type,
            Instant at,
            RawJson body,
            Optional<String> trace) {
        /** Without the body, the address, and the lane. */
        @Override
        public String toString() {
            return "Parcel[" + id + " of " + app + ", " + type + "]";
        }
    }

    /**
     * Where a callback goes.
     *
     * @param form the name of one that callbacks have
     */
    public record Destination(URI url, boolean trusted, String form) {
        @Override
        public String toString() {
            return "Destination[" + form + "]";
        }
    }

    /** What became of a parcel. */
    public enum Verdict {
        STORED,
        /** The node does not own the partition, or not any more: ask another one. */
        NOT_MINE,
        /** Nobody knows whether it is stored; sent again, it is stored once. */
        LATER,
        /** Too much waits for the endpoint; it is not stored. */
        FULL
    }

    /** Asks a node to store deliveries in partitions that it owns, in this order. */
    public record Consignment(List<Parcel> parcels) implements ToOutbox<Consigned> {
        public Consignment {
            parcels = List.copyOf(parcels);
        }
    }

    /** The answer: what became of each, in the same order. */
    public record Consigned(List<Verdict> verdicts) implements FromOutbox {
        public Consigned {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Asks the owner of a partition to make settled deliveries pending again, in this order. */
    public record Replay(int partition, List<String> ids) implements ToOutbox<Replayed> {
        public Replay {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The answer.
     *
     * @param mine whether the node owns the partition, and the store did it; if not, some may be pending again all the same
     * @param deliveries how many are pending again
     */
    public record Replayed(boolean mine, int deliveries) implements FromOutbox {}

    /**
     * An endpoint gets nothing any more. Answered with {@link Heard} once the node does no more about it.
     *
     * @param forget whether what is pending is forgotten; if not, it becomes dead letters
     */
    public record Discard(String app, String endpoint, boolean forget) implements ToOutbox<Heard> {}

    /** Somebody may own another share of the outbox now: look. */
    public record Changed() implements ToOutbox<Heard> {}

    /** Somebody has changed an endpoint. Answered with {@link Heard} once the node knows, or cannot. */
    public record Refresh() implements ToOutbox<Heard> {}

    /** The answer where there is nothing to tell. */
    public record Heard() implements FromOutbox {}
}
