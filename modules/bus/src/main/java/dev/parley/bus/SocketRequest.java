package dev.parley.bus;

import dev.parley.bus.Message.Broadcast;
import java.util.Optional;

/**
 * What is to be done to the sockets of an audience, or told of them, by each node that has members. It takes its place
 * among the events of whoever sends it; {@link SocketReply} is what comes back.
 */
public sealed interface SocketRequest extends Message.Delivery {

    /**
     * Where an answer goes.
     *
     * @param number names the request among those of its node
     */
    record Asker(NodeId node, long number) {}

    /** An event, and how many sockets got it. Answered with {@link SocketReply.Effect}. */
    record Report(Asker asker, Broadcast event) implements SocketRequest {
        @Override
        public Audience audience() {
            return event.audience();
        }
    }

    /**
     * A command.
     *
     * @param asker is answered with {@link SocketReply.Effect} when it is done; without one nobody is
     */
    record Order(Audience audience, Command command, Optional<Asker> asker) implements SocketRequest {}

    /**
     * A part of a list, sorted by name.
     *
     * @param audience whose sockets are looked at
     * @param of what is listed: sockets ({@link SocketReply.Sockets}), or the rooms or users that they are in ({@link
     *     SocketReply.Names})
     * @param prefix what the names begin with
     * @param after the name behind which the part begins; empty for the beginning
     * @param limit how many there are at most
     */
    record Lookup(Asker asker, Audience audience, Target.Kind of, String prefix, String after, int limit)
            implements SocketRequest {}
}
