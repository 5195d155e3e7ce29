package dev.parley.sockets;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.TrailFilter;
import dev.parley.bus.trail.TrailOrder.Follow;
import dev.parley.bus.trail.TrailReport;
import dev.parley.sockets.observe.Batch;
import dev.parley.sockets.observe.Redactor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watch on one event loop, and what it has not told yet. Confined to that event loop. */
final class Follower {

    private final Follow order;
    private final Consumer<TrailReport> told;
    private final Redactor redactor;
    private final Batch batch = new Batch();

    /** An event goes to many sockets in a row, and is cut and redacted once. */
    private @Nullable EncodedPacket last;

    private @Nullable Glimpse glimpseOfLast;

    Follower(Follow order, Consumer<TrailReport> told) {
        this.order = order;
        this.told = told;
        this.redactor = new Redactor(order.detail());
    }

    boolean is(NodeId by, long number) {
        return order.number() == number && order.by().equals(by);
    }

    /** How many of the sockets that are there it wants to be told of. */
    int present() {
        return order.detail().present();
    }

    boolean follows(NamespaceSocket socket) {
        return switch (order.filter()) {
            case TrailFilter.Everything all -> true;
            case TrailFilter.InNamespace in -> in.namespace().equals(socket.appNamespace());
            case TrailFilter.OneSocket one ->
                one.id().equals(socket.id()) && one.app().equals(socket.app());
            case TrailFilter.OneUser one ->
                one.app().equals(socket.app())
                        && socket.user().filter(one.user()::equals).isPresent();
        };
    }

    /** Whether it wants events; one for which there is no room is counted. */
    boolean takesEventOf(NamespaceSocket socket) {
        if (!order.detail().events() || !follows(socket)) return false;
        if (batch.hasRoomForEvents()) return true;
        batch.omit();
        return false;
    }

    Redactor redactor() {
        return redactor;
    }

    Glimpse glimpse(EncodedPacket packet) {
        Glimpse glimpse = glimpseOfLast;
        if (glimpse != null && packet == last) return glimpse; // the same one, not an equal one
        glimpse = packet.glimpse(redactor);
        last = packet;
        glimpseOfLast = glimpse;
        return glimpse;
    }

    void event(Sighting sighting, Glimpse glimpse) {
        batch.event(sighting, glimpse);
    }

    void other(Sighting sighting) {
        batch.other(sighting);
    }

    /** Tells what there is to tell. */
    void flush(NodeId self) {
        last = null;
        glimpseOfLast = null;
        if (!batch.isEmpty()) told.accept(batch.take(self));
    }

    void tell(TrailReport report) {
        told.accept(report);
    }

    /** Where it looks, for logs: without the names of users. */
    @Override
    public String toString() {
        return "Follower[" + order.number() + " of " + order.by() + "]";
    }
}
