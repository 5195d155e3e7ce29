package dev.parley.cluster;

import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The event logs of the cluster: where they are, and what may be asked of them. Safe on every thread. */
public interface EventLogs {

    /**
     * Where the log of a node is.
     *
     * @param origin whose log it is
     * @param holder who answers for it; nothing where it is lost, or nobody has taken it over yet
     * @param end how it ended, if its origin has died
     */
    record LogPlace(NodeId origin, Optional<NodeId> holder, Optional<End> end) {

        /** Whether the origin lives, and its log goes on. */
        boolean live() {
            return end.isEmpty() && holder.filter(origin::equals).isPresent();
        }
    }

    /**
     * The end of a log.
     *
     * @param last the number of its last event
     * @param at when the origin was found dead, by the clock of the holder
     */
    record End(long last, Instant at) {}

    /**
     * All logs in which there may be an event that a socket has missed: those of the members of the cluster, and those of
     * nodes that died a while ago, whether anybody has their logs or not. Read from the cluster, not from memory: a node that has accepted something after a join
     * was acknowledged here is among them.
     *
     * @return fails when the cluster cannot be asked
     */
    Future<List<LogPlace>> all();

    /** The same as it is known here, for whoever would rather be early than right. */
    List<LogPlace> known();

    /**
     * Whether this node has lost others a moment ago, or stood still itself: it may be the one that is lost, and what it reads
     * from the cluster may be less than there is.
     */
    boolean unsettled();

    /** Says something to the log that a node holds. What it answers comes to {@code FANOUT}, if it comes. */
    void ask(NodeId holder, ToLog request);
}
