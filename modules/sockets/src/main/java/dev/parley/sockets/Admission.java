package dev.parley.sockets;

import dev.parley.protocol.json.RawJson;
import org.jspecify.annotations.Nullable;

/** Whether a client may connect to a namespace. */
public sealed interface Admission {

    /** It may, and the handler hears of everything it does. */
    record Admitted(SocketHandler handler) implements Admission {}

    /** It may not.
     *
     * @param message what the client's {@code connect_error} says
     * @param data more about it, for programs
     */
    record Refused(String message, @Nullable RawJson data) implements Admission {}
}
