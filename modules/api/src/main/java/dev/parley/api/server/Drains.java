package dev.parley.api.server;

import dev.parley.bus.NodeId;
import io.vertx.core.Future;

/** Has a node of the cluster let its clients go. Safe on every thread. */
@FunctionalInterface
public interface Drains {

    /** Does not fail; completes on the caller's context. */
    Future<Outcome> drain(NodeId node);

    sealed interface Outcome {}

    /** It does, or did before.
     *
     * @param connections which it has at this moment
     */
    record Begun(int connections) implements Outcome {}

    /** It does not: its clients would find no other node. */
    record NoOtherNode() implements Outcome {}

    /** The cluster has no such node. */
    record UnknownNode() implements Outcome {}

    /** It has not answered, and may do so all the same. */
    record Silent() implements Outcome {}
}
