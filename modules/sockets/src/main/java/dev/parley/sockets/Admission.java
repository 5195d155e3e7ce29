package dev.parley.sockets;

import dev.parley.bus.Identity;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a client may connect to a namespace. */
public sealed interface Admission {

    /** It may, and the handler hears of everything it does.
     *
     * @param identity who it is, by a token that it showed: the socket lives no longer than the token
     * @param rooms that it is in by the time it is told that it is connected; where it cannot be, it is refused
     */
    record Admitted(SocketHandler handler, Optional<Identity> identity, Set<Target> rooms) implements Admission {

        public Admitted {
            rooms = Set.copyOf(rooms);
        }

        /** One that is in no room yet. */
        public Admitted(SocketHandler handler, Optional<Identity> identity) {
            this(handler, identity, Set.of());
        }
    }

    /** It may not.
     *
     * @param message what the client's {@code connect_error} says
     * @param data more about it, for programs
     */
    record Refused(String message, @Nullable RawJson data) implements Admission {}

    /** Somebody who need not say who it is. */
    static Admitted admitted(SocketHandler handler) {
        return new Admitted(handler, Optional.empty());
    }

    /**
     * A refusal with {@code {"code"}} as its data.
     *
     * @param code stable, for programs
     */
    static Refused refused(String code, String message) {
        return new Refused(message, JsonWriter.object(w -> w.name("code").string(code)));
    }
}
