package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Gives what goes out in recoverable namespaces one order, and its events their numbers. Safe on every thread, but for
 * {@link #accept}.
 */
interface Sequencer {

    /** Whether the namespace is recoverable. What goes out in any other one has no need of an order. */
    boolean covers(AppNamespace namespace);

    /**
     * Does something behind everything that this thread has had done before.
     *
     * @return completes on the caller's context
     */
    <T> Future<T> inOrder(Supplier<Future<T>> action);

    /**
     * Numbers and keeps an event, and has it sent to each node that has members of its audience. Only within {@link #inOrder}.
     *
     * @return done when the event survives the death of this node, or has waited long enough for that
     */
    Future<Void> accept(Broadcast event, BiConsumer<NodeId, Broadcast> send);

    /** Of a node that keeps nothing. */
    Sequencer NONE = new Sequencer() {
        @Override
        public boolean covers(AppNamespace namespace) {
            return false;
        }

        @Override
        public <T> Future<T> inOrder(Supplier<Future<T>> action) {
            return action.get();
        }

        @Override
        public Future<Void> accept(Broadcast event, BiConsumer<NodeId, Broadcast> send) {
            throw new IllegalStateException("no namespace is recoverable");
        }
    };
}
