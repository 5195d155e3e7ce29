package dev.parley.sockets;

import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Identity;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.engine.ClientRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client in one namespace, as its profile sees it. Confined to the client's event loop: everything is called there and
 * every future completes there, perhaps when the client has already gone ({@link #isConnected}).
 */
public interface ClientSocket {

    /** The public id: other clients may see it. */
    String id();

    String namespace();

    /** The namespace of its app: what the audiences of its events are in. */
    AppNamespace appNamespace();

    /** The id of the app that it belongs to. */
    default String app() {
        return appNamespace().app();
    }

    /** What its app may use up, as it stands at the moment. */
    Limits limits();

    /** Who it is, if a token said so. */
    Optional<Identity> identity();

    /** What {@link SocketHandler#state} tells has changed, and is to be found again though the node dies. */
    void stateChanged();

    /** Whose it is: its token's; else the one that it is reached as, since a profile may learn later who it is. */
    default Optional<String> user() {
        return identity()
                .map(Identity::user)
                .or(() -> joined().stream()
                        .filter(target -> target.kind() == Target.Kind.USER)
                        .map(Target::name)
                        .findFirst());
    }

    /**
     * Lets it live by another token from now on.
     *
     * @return whether it does: not if the token is somebody else's, if its user has as many connections as there may be, or
     *     if the client is gone
     */
    boolean renew(Identity identity);

    /** What the client sent along when it connected to the namespace: an object. */
    Optional<RawJson> auth();

    /** The HTTP request that opened the connection. */
    ClientRequest request();

    boolean isConnected();

    /**
     * Sends an event; nothing happens once the client is gone.
     *
     * @throws IllegalArgumentException if the name is one of {@link SocketCodec#RESERVED_EVENTS}
     */
    void emit(String event, Payload payload);

    default void emit(String event, RawJson... args) {
        emit(event, Payload.of(args));
    }

    /**
     * Sends an event, unless it would have to wait for a client that does not keep up (Socket.IO's "volatile").
     *
     * @throws IllegalArgumentException as {@link #emit}
     */
    void emitVolatile(String event, Payload payload);

    default void emitVolatile(String event, RawJson... args) {
        emitVolatile(event, Payload.of(args));
    }

    /**
     * Sends an event that the client is to answer.
     *
     * @return the answer; fails with {@link AckTimeout} when none comes in time or the client goes
     * @throws IllegalArgumentException as {@link #emit}
     */
    Future<Payload> ask(Duration within, String event, Payload payload);

    default Future<Payload> ask(Duration within, String event, RawJson... args) {
        return ask(within, event, Payload.of(args));
    }

    /**
     * Takes something that the client has said for its answer to an event that it was sent and is to answer: for contracts
     * whose clients do not use acknowledgements.
     *
     * @param question the event's name; of several the one that was sent first is answered
     * @return whether there was such an event that still waits for its answer
     */
    boolean answers(String question, Payload answer);

    /**
     * Makes the socket a member of a room, or the device of a user.
     *
     * @return done when an event that any node accepts from now on reaches this socket (promise P1), and its backend's
     *     webhook, if that wants to know, is stored; has failed already with {@link TooManyRooms} where the app may have no
     *     more rooms on this node; fails with {@link JoinNotTold} when the webhook cannot be stored, and the socket is not
     *     in the room then
     */
    Future<Void> join(Target target);

    /**
     * Takes it out of a room.
     *
     * @return done when that is told, or will be as long as the node lives; does not fail
     */
    Future<Void> leave(Target target);

    /**
     * Says what backends are to be told, beside what they are told of each socket, when this one is gone: once, whether it
     * leaves or its node dies. It replaces what was said earlier; each has a key, by which it is told once. Nothing happens
     * once the client is gone.
     *
     * @return done when it is stored, or will be as long as the node lives; does not fail
     */
    Future<Void> farewell(List<Notice> notices);

    /** Rooms and users it has joined. */
    Set<Target> joined();

    /** Puts the client out of the namespace; it will not come back by itself. Its connection stays for its others. */
    void disconnect();

    /** Puts the client out of all its namespaces, as {@link #disconnect} does, and ends its connection. */
    void closeConnection();
}
