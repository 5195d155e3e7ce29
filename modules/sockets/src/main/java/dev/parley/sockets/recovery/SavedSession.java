package dev.parley.sockets.recovery;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A socket as the cluster keeps it for its client's return. Immutable. Its secret is the key, and not in it.
 *
 * @param id the socket's public one
 * @param life which of the client's connections it is of: no two have the same
 * @param host the node that has the socket, or had it last
 * @param user who it is, if a token said so
 * @param since when it connected first
 * @param owed what it is a member of, itself and everybody included, and from where on what goes there is owed to it
 * @param state its handler's own: an object
 */
public record SavedSession(
        AppNamespace namespace,
        String id,
        String life,
        NodeId host,
        Optional<String> user,
        Instant since,
        Map<Target, Position> owed,
        RawJson state) {

    public SavedSession {
        owed = Collections.unmodifiableMap(new LinkedHashMap<>(owed));
    }

    /** The same for the client's next connection. */
    public SavedSession goingOn(NodeId node, String anotherLife) {
        return new SavedSession(namespace, id, anotherLife, node, user, since, owed, state);
    }
}
