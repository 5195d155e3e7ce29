package dev.parley.bus;

/** What a node answers to a {@link SocketRequest}: one answer to each. */
public sealed interface SocketReply extends Message.Remote {

    NodeId by();

    /** The number of the request. */
    long number();

    /**
     * What came of an event or a command.
     *
     * @param members how many sockets of the audience are at this node
     * @param reached for how many of them it is done
     */
    record Effect(NodeId by, long number, int members, int reached) implements SocketReply {}

    /** Sockets, by id. */
    record Sockets(NodeId by, long number, Excerpt<SocketInfo> found) implements SocketReply {}

    /** Rooms or users, with how many sockets of this node are in each. */
    record Names(NodeId by, long number, Excerpt<Integer> found) implements SocketReply {}
}
