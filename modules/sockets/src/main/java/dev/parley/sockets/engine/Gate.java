package dev.parley.sockets.engine;

/** Whether there is room for one more session. Called on the event loop that accepted the connection. */
@FunctionalInterface
public interface Gate {

    /** Lets a client in, which counts from then on, or does not. */
    Verdict enter(ClientRequest client);

    sealed interface Verdict {}

    record Entered(Ticket ticket) implements Verdict {}

    /** There is none.
     *
     * @param node whether the node has none for anybody; else it has none for clients like this one
     * @param code stable, for programs
     * @param message for people
     * @param retryAfter seconds
     */
    record Refused(boolean node, String code, String message, int retryAfter) implements Verdict {}

    /** What a session that was let in holds. Its methods are called on the session's event loop. */
    interface Ticket {

        /** The client is in a namespace, perhaps another one: it is not a connection that nobody needs. */
        void joined();

        /** The session is over. Called once. */
        void left();

        /** Of a client that is not counted. */
        Ticket FREE = new Ticket() {
            @Override
            public void joined() {}

            @Override
            public void left() {}
        };
    }
}
