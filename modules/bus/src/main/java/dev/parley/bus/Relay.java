package dev.parley.bus;

/**
 * What two nodes say to one another when a client's request came to a node that does not have its session (promise P11):
 * the node in front passes on what the client does, the owner answers through it.
 *
 * <p>An exchange is one polling request, a link one WebSocket; the node in front numbers both. The session id is a secret
 * and never part of a message's text form.
 */
public sealed interface Relay extends Message.Remote {

    /** What happened to a polling request. */
    enum PollStep {
        GET,
        GET_ABORTED,
        POST_BEGINS,
        /** The body is complete. */
        POST_ENDS,
        /** The body was too large and the client has been told; the session goes on. */
        POST_REFUSED,
        POST_ABORTED,
        /** The node in front lets its clients go: a GET is to be answered, so that the next one finds another node. */
        LEAVING
    }

    /** To the owner: one step of a polling request.
     *
     * @param revision of Engine.IO that the request names; 0 where it names none
     * @param contentType of the body, which only {@code POST_ENDS} has
     */
    record Poll(NodeId from, long exchange, String sid, PollStep step, int revision, String contentType, byte[] body)
            implements Relay {
        @Override
        public String toString() {
            return "Poll[" + from + ", " + exchange + ", " + step + "]";
        }
    }

    /** To the node in front: the answer to a polling request.
     *
     * @param status 0 ends the connection without an answer
     */
    record PollAnswer(long exchange, int status, String contentType, byte[] body) implements Relay {}

    /** What happened to a WebSocket that asks for a session. */
    enum LinkStep {
        /** It wants to be opened. Answered with {@code OPENED} or {@code REFUSED}. */
        ASKED,
        /** It is open. */
        OPEN,
        TEXT,
        BINARY,
        /** The network took as many bytes as {@code data} says, in decimal digits. */
        TAKEN,
        /** The client closed it. */
        CLOSED,
        /** It broke, or the client sent too much at once. */
        BROKEN,
        /** The node in front lets its clients go: the session is to end as if its own node did. */
        LEAVING
    }

    /** To the owner: one step of a WebSocket. */
    record Link(NodeId from, long link, String sid, LinkStep step, int revision, byte[] data) implements Relay {
        @Override
        public String toString() {
            return "Link[" + from + ", " + link + ", " + step + "]";
        }
    }

    /** What the owner wants done with a WebSocket. */
    enum LinkOrder {
        OPENED,
        /** Not to be opened; {@code data} is the error code of Engine.IO, in decimal digits. */
        REFUSED,
        /** {@code data} are WebSocket frames, to be written as they are. */
        WRITE,
        CLOSE,
        /** To be ended without a close frame. */
        HANG_UP
    }

    /** To the node in front: what to do with a WebSocket. */
    record LinkAnswer(long link, LinkOrder order, byte[] data) implements Relay {}
}
