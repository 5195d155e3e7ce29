package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;

/**
 * What one connected socket does. Called on the socket's event loop, in order: {@link #connected} first, {@link
 * #disconnected} once and last.
 */
public interface SocketHandler {

    /** The client has been told that it is connected. */
    void connected();

    /**
     * What is to be known of the socket should its client come back after it was cut off, beside what it has joined: an
     * object, of a few kilobytes at most. Asked again after each event and whenever it joins or leaves something.
     */
    default RawJson state() {
        return RawJson.EMPTY_OBJECT;
    }

    /**
     * The client has come back, and has joined what it had joined. Called before {@link #connected}.
     *
     * @param state what {@link #state} said last, perhaps on another node
     */
    default void recovered(RawJson state) {}

    void event(ClientEvent event);

    /** An event is not to be handled, because a limit of the app refuses it. Whoever asked for an answer is told so. */
    default void refused(ClientEvent event, EventRefusal why) {
        event.ack(why.toJson());
    }

    /**
     * An event is not to be handled, because its arguments are not as its document says, where that is checked. Whoever
     * asked for an answer is told so: {@code {"ok":false,"error":{"code":"invalid_request","message"}}}.
     *
     * @param why what is wrong first, for whoever sent it
     */
    default void invalid(ClientEvent event, String why) {
        event.ack(JsonWriter.object(w -> {
            w.name("ok").bool(false).name("error").beginObject();
            w.name("code").string("invalid_request").name("message").string(why).endObject();
        }));
    }

    /** Its backend has put it in a room, where it was not. */
    default void entered(String room) {}

    /** Its backend has taken it out of a room, or what had put it there did not come about. */
    default void removed(String room) {}

    /** The socket is gone, its rooms included. */
    void disconnected(DisconnectReason reason);
}
