package dev.parley.bus.trail;

import java.util.Optional;

/** What can be seen of a socket. */
public sealed interface Happening {

    /** It was there when the watch began. */
    record Present(SocketCard card) implements Happening {}

    /** It has connected. */
    record Connected(SocketCard card) implements Happening {}

    /** Its client has changed to another transport, or it has become somebody's: how both stand now. */
    record Updated(String transport) implements Happening {}

    /** It is gone, and out of all its rooms.
     *
     * @param reason in the words of Socket.IO servers, such as {@code transport close}
     */
    record Disconnected(String reason) implements Happening {}

    /** It is in a room from now on. */
    record Joined(String room) implements Happening {}

    /** It is out of a room, while it is connected or because it has gone. */
    record Left(String room) implements Happening {}

    /** An event of the client.
     *
     * @param wantsAck whether it asks for an acknowledgement
     * @param refused the code of the limit for which it was refused, if it was
     */
    record Received(Glimpse event, boolean wantsAck, Optional<String> refused) implements Happening {}

    /** An event to the client.
     *
     * @param wantsAck whether it is asked for an acknowledgement
     */
    record Sent(Glimpse event, boolean wantsAck) implements Happening {}

    /** The client's event was acknowledged. */
    record Acknowledged(Glimpse answer) implements Happening {}

    /** The client has acknowledged an event. */
    record Answered(Glimpse answer) implements Happening {}

    /** Whether it may be left out when there is too much: what a list of sockets needs to stay true may not. */
    default boolean isEvent() {
        return switch (this) {
            case Received received -> true;
            case Sent sent -> true;
            case Acknowledged acknowledged -> true;
            case Answered answered -> true;
            case Present present -> false;
            case Connected connected -> false;
            case Updated updated -> false;
            case Disconnected disconnected -> false;
            case Joined joined -> false;
            case Left left -> false;
        };
    }
}
