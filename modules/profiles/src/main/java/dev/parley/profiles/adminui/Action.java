package dev.parley.profiles.adminui;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.sockets.Payload;
import java.util.List;
import java.util.Optional;

/** What the UI has done to sockets. */
sealed interface Action {

    AppNamespace namespace();

    /** A room, or a socket by its id, as rooms of Socket.IO are; everybody where there is none. */
    Optional<String> filter();

    /** As the list of what admins have done names it. */
    default String name() {
        return switch (this) {
            case Emit emit -> "emit";
            case Join join -> "join";
            case Leave leave -> "leave";
            case Disconnect gone -> "disconnect";
        };
    }

    /** The same for what it was done with: the namespace, the event or the room, and which sockets. */
    default String summary() {
        String what =
                switch (this) {
                    case Emit emit -> " " + emit.event() + " to ";
                    case Join join -> " " + join.room() + " with ";
                    case Leave leave -> " " + leave.room() + " without ";
                    case Disconnect gone -> " without ";
                };
        return namespace().name() + what + filter().orElse("all");
    }

    /** They get an event. */
    record Emit(AppNamespace namespace, Optional<String> filter, String event, Payload payload) implements Action {}

    /** They are in a room from now on. */
    record Join(AppNamespace namespace, Optional<String> filter, String room) implements Action {}

    /** They are in it no longer. */
    record Leave(AppNamespace namespace, Optional<String> filter, String room) implements Action {}

    /**
     * They go.
     *
     * @param connection with all of their connection's namespaces
     */
    record Disconnect(AppNamespace namespace, Optional<String> filter, boolean connection) implements Action {}

    /** The sockets that it is about. */
    default Audience audience() {
        return new Audience(
                namespace(),
                filter().map(name -> List.of(Target.room(name), Target.socket(name)))
                        .orElse(List.of(Target.EVERYONE)),
                List.of());
    }
}
