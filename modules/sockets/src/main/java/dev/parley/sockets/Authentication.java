package dev.parley.sockets;

import dev.parley.bus.Identity;
import dev.parley.bus.Revocation;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who one socket's client is: the token that the socket lives by, and its place among the user's connections. Confined to
 * the socket's event loop.
 */
final class Authentication {

    private final NamespaceSocket socket;
    private final SocketLoop loop;
    private final UserSeats seats;
    private final Memberships memberships;
    private @Nullable LiveToken token;
    private @Nullable String user;

    Authentication(NamespaceSocket socket, SocketLoop loop, UserSeats seats, Memberships memberships) {
        this.socket = socket;
        this.loop = loop;
        this.seats = seats;
        this.memberships = memberships;
    }

    /** As {@link ClientSocket#identity}. */
    Optional<Identity> identity() {
        return Optional.ofNullable(token).map(LiveToken::identity);
    }

    /** Counts as one of a user's; false where the user has as many connections as there may be. */
    boolean takeSeat(String name) {
        if (!seats.take(name)) return false;
        user = name;
        return true;
    }

    /** From now on the socket is reached as this user too, for as long as the token holds. */
    Future<Void> become(Identity identity) {
        token = new LiveToken(loop.vertx(), loop.clock(), loop.tokenWarning(), socket, identity);
        return memberships.enter(Target.user(identity.user()));
    }

    /** From now on the client can be told. */
    void begin() {
        if (token != null) token.begin();
    }

    /** As {@link ClientSocket#renew}, of a client that is connected. */
    boolean renew(Identity identity) {
        if (token == null) {
            if (!takeSeat(identity.user())) return false;
            var unused = become(identity);
            begin();
        } else if (token.identity().user().equals(identity.user())) {
            token.renew(identity);
            var unused = socket.resumption().changed();
        } else {
            return false;
        }
        return true;
    }

    /** Somebody has made tokens worthless, and the socket may live by one of them. */
    void revoked(Revocation revocation) {
        if (token != null) token.revoked(revocation);
    }

    /** The socket is gone. */
    void end() {
        if (token != null) token.stop();
        if (user != null) seats.give(user);
        user = null;
    }
}
