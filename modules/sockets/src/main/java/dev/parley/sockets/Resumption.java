package dev.parley.sockets;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Identity;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.recovery.Comeback;
import dev.parley.sockets.recovery.SavedSession;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The return of one socket's client: the session that it goes on with and what it has missed, and what the cluster keeps for
 * the next time. Confined to the socket's event loop.
 */
final class Resumption {

    private final NamespaceSocket socket;
    private final Connection connection;
    private final SocketLoop loop;
    private final Memberships memberships;
    private final @Nullable Comeback back;
    private final @Nullable Continuity continuity;
    private final Instant since;

    /** Until the client is connected again. */
    private @Nullable Replay replay;

    /** Where nothing is replayed. */
    private @Nullable HeldEvents early;

    /** @param back whose session it goes on with, if it does */
    Resumption(
            NamespaceSocket socket,
            Connection connection,
            SocketLoop loop,
            Memberships memberships,
            @Nullable Comeback back) {
        this.socket = socket;
        this.connection = connection;
        this.loop = loop;
        this.memberships = memberships;
        this.back = back;
        this.since = back == null ? loop.clock().instant() : back.session().since();
        this.continuity =
                connection.recovers(socket.namespace()) ? loop.recovery().continuity(this, back) : null;
        this.replay = back == null ? null : new Replay(back);
    }

    // ---- Its client comes back ----

    /** Whether it goes on with a session. */
    boolean isComeback() {
        return back != null;
    }

    /** Whether it goes on with the session of somebody else than the one who is admitted. */
    boolean isOfAnotherThan(Optional<Identity> admitted) {
        return back != null && !back.session().user().equals(admitted.map(Identity::user));
    }

    /** When its client connected first. */
    Instant since() {
        return since;
    }

    /** It can be reached, and is in all that it was in before; done when all nodes know. */
    Future<Void> appear() {
        return back == null
                ? memberships.appear()
                : memberships.reappear(back.session().owed());
    }

    /** Keeps its session, and collects what it has missed. All nodes know by now that it is here. */
    Future<Void> complete() {
        Future<Void> kept = changed();
        Replay missing = replay;
        return missing == null ? kept : kept.compose(known -> loop.recovery().complete(loop, this, missing));
    }

    /**
     * Sends what it has missed and what came before it was connected.
     *
     * @return what its handler knew before, if it goes on with a session
     */
    Optional<RawJson> replay(ToClient client) {
        if (early != null) early.packets().forEach(client::send);
        early = null;
        if (replay == null || back == null) return Optional.empty();
        List<EncodedPacket> missed = replay.events();
        missed.forEach(client::send);
        memberships.heard(replay.heard());
        replay = null;
        loop.recovery().metrics().recovered(missed.size());
        return Optional.of(back.session().state());
    }

    /** An event comes before its client is connected; true if it is kept. */
    boolean hold(EncodedPacket packet, boolean droppable) {
        if (replay != null) {
            boolean held = replay.hold(packet, droppable);
            if (!affords(replay)) loop.context().runOnContext(tooMuch -> startOver(Discontinuity.TOO_MUCH));
            return held;
        }
        HeldEvents waiting = early == null ? new HeldEvents() : early;
        early = waiting;
        boolean held = waiting.hold(packet, droppable);
        if (!connection.affords(waiting.packets().size(), waiting.bytes()))
            loop.context().runOnContext(tooMuch -> socket.stayOut());
        return held;
    }

    /** Its client begins a new session. */
    void startOver(Discontinuity why) {
        if (!socket.isGone()) connection.startOver(socket, why);
    }

    AppNamespace namespace() {
        return socket.appNamespace();
    }

    /** Whether nobody waits for it any more. */
    boolean isGone() {
        return socket.isGone();
    }

    /** As {@link Memberships#owed}. */
    Map<Target, Position> owed() {
        return memberships.owed();
    }

    /** Whether its client may be sent all of that at once. */
    boolean affords(Replay waiting) {
        return connection.affords(waiting.packets(), waiting.bytes());
    }

    /** How many bytes may wait for its client. */
    long mostWaitingBytes() {
        return connection.mostWaitingBytes();
    }

    // ---- Its client may come back ----

    /** Whether it may, so that it is told with each event how far it has come. */
    boolean isPossible() {
        return continuity != null;
    }

    /** The secret by which its client can come back, if it can. */
    @Nullable
    String secret() {
        return continuity == null ? null : continuity.secret();
    }

    /** Something that its client is to find again has changed; done when that is kept. */
    Future<Void> changed() {
        return continuity == null ? Activities.DONE : continuity.changed();
    }

    /** What its client is to find again. */
    SavedSession saved() {
        // Its handler knows nothing of what was before, until it is told.
        RawJson state = back == null || socket.isConnected()
                ? socket.state()
                : back.session().state();
        return new SavedSession(
                socket.appNamespace(),
                socket.id(),
                life(),
                loop.recovery().self(),
                socket.identity().map(Identity::user),
                since,
                memberships.owed(),
                state);
    }

    /** As {@link SavedSession#life}. */
    String life() {
        return back == null ? socket.id() : back.session().life();
    }

    void renew() {
        if (continuity != null) continuity.renew();
    }

    /** It may have missed something that nobody can tell. */
    void forgo() {
        end(false);
    }

    /**
     * The socket is gone.
     *
     * @param returns whether its client may come back
     */
    void end(boolean returns) {
        if (continuity != null) continuity.end(returns);
    }

    /** Its session is another socket's by now. */
    void superseded() {
        if (socket.isConnected()) connection.letGo(socket);
        else startOver(Discontinuity.UNKNOWN);
    }

    /** Its client has come back elsewhere; done when nothing more of it is kept by this socket. */
    Future<Void> release(String secret) {
        if (continuity == null || !continuity.secret().equals(secret))
            return Future.failedFuture(new IllegalStateException("another session"));
        Future<Void> quiet = continuity.release();
        superseded();
        return quiet;
    }
}
