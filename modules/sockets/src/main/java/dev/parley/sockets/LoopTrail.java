package dev.parley.sockets;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Happening;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.TrailOrder.Follow;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.observe.Redactor;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch what sockets of one event loop do, in batches. Confined to that event loop.
 *
 * <p>Events of sockets in operators' namespaces are not told: those sockets are how somebody watches.
 */
final class LoopTrail {

    /** Sockets in one report of those that are there. */
    private static final int PAGE = 500;

    private final Vertx vertx;
    private final InstantSource clock;
    private final NodeId self;
    private final List<Follower> followers = new ArrayList<>();
    private boolean due;

    LoopTrail(Vertx vertx, InstantSource clock, NodeId self) {
        this.vertx = vertx;
        this.clock = clock;
        this.self = self;
    }

    // ---- Who watches ----

    /** As {@link Taps#follow}. */
    void follow(Follow order, Supplier<Set<NamespaceSocket>> there, Consumer<TrailReport> told) {
        for (Follower each : followers) if (each.is(order.by(), order.number())) return;
        var follower = new Follower(order, told);
        followers.add(follower);
        List<Sighting> present = new ArrayList<>();
        int left = follower.present();
        for (NamespaceSocket socket : there.get()) {
            if (left == 0) break;
            if (!socket.isConnected() || !follower.follows(socket)) continue;
            left--;
            present.add(sighting(socket, now(), new Happening.Present(socket.card())));
            if (present.size() == PAGE) {
                follower.tell(new TrailReport(self, present, 0, 0, false));
                present = new ArrayList<>();
            }
        }
        if (!present.isEmpty()) follower.tell(new TrailReport(self, present, 0, 0, false));
    }

    /** Ends one watch; true where that was the last. */
    boolean leave(NodeId by, long number) {
        followers.removeIf(each -> each.is(by, number));
        return followers.isEmpty();
    }

    // ---- What sockets do ----

    void connected(NamespaceSocket socket) {
        other(socket, () -> new Happening.Connected(socket.card()));
    }

    /** Its transport has changed, or whose it is. */
    void updated(NamespaceSocket socket) {
        other(socket, () -> new Happening.Updated(socket.card().transport()));
    }

    void joined(NamespaceSocket socket, String room) {
        other(socket, () -> new Happening.Joined(room));
    }

    void left(NamespaceSocket socket, String room) {
        other(socket, () -> new Happening.Left(room));
    }

    /** It is gone, and so it is out of these rooms. */
    void disconnected(NamespaceSocket socket, DisconnectReason reason, List<String> rooms) {
        other(socket, () -> new Happening.Disconnected(reason.text()));
        for (String room : rooms) left(socket, room);
    }

    void received(NamespaceSocket socket, SocketPacket.Event event, @Nullable EventRefusal refusal) {
        boolean wantsAck = event.ackId() != null;
        Optional<String> refused = Optional.ofNullable(refusal).map(EventRefusal::code);
        event(
                socket,
                redactor -> redactor.event(event.args(), event.attachments().size()),
                glimpse -> new Happening.Received(glimpse, wantsAck, refused));
    }

    void answered(NamespaceSocket socket, SocketPacket.Ack ack) {
        event(
                socket,
                redactor -> redactor.answer(ack.args(), ack.attachments().size()),
                glimpse -> new Happening.Answered(glimpse));
    }

    void acknowledged(NamespaceSocket socket, Payload answer) {
        event(
                socket,
                redactor -> redactor.answer(answer.array(), answer.attachments().size()),
                glimpse -> new Happening.Acknowledged(glimpse));
    }

    void sent(NamespaceSocket socket, EncodedPacket packet) {
        if (socket.isOperators()) return;
        for (Follower each : followers) {
            if (!each.takesEventOf(socket)) continue;
            Glimpse glimpse = each.glimpse(packet);
            each.event(sighting(socket, now(), new Happening.Sent(glimpse, packet.wantsAck())), glimpse);
        }
        flushLater();
    }

    private void event(
            NamespaceSocket socket, Function<Redactor, Glimpse> seen, Function<Glimpse, Happening> happening) {
        if (socket.isOperators()) return;
        for (Follower each : followers) {
            if (!each.takesEventOf(socket)) continue;
            Glimpse glimpse = seen.apply(each.redactor());
            each.event(sighting(socket, now(), happening.apply(glimpse)), glimpse);
        }
        flushLater();
    }

    private void other(NamespaceSocket socket, Supplier<Happening> what) {
        Sighting sighting = null;
        for (Follower each : followers) {
            if (!each.follows(socket)) continue;
            if (sighting == null) sighting = sighting(socket, now(), what.get());
            each.other(sighting);
        }
        flushLater();
    }

    private static Sighting sighting(NamespaceSocket socket, Instant at, Happening what) {
        return new Sighting(at, socket.appNamespace(), socket.id(), socket.user(), what);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void flushLater() {
        if (due) return;
        due = true;
        vertx.setTimer(Trails.BATCHED.toMillis(), now -> {
            due = false;
            for (Follower each : List.copyOf(followers)) each.flush(self);
        });
    }
}
