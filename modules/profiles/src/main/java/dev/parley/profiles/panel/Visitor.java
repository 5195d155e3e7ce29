package dev.parley.profiles.panel;

import dev.parley.bus.chat.ChatUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who sent a request that has been let in. */
sealed interface Visitor {

    /** Whom the request acts for, if that is anybody. */
    Optional<ChatUser> user();

    /** A backend, by its client key: may do everything, perhaps in a user's name. */
    record Backend(Optional<ChatUser> user) implements Visitor {}

    /** A user, by a token: may do what concerns the user's own rooms. */
    record EndUser(ChatUser self) implements Visitor {
        @Override
        public Optional<ChatUser> user() {
            return Optional.of(self);
        }
    }

    /** Who has to be a member of a room to read it; nothing if the whole of it is open. */
    default Optional<String> reader() {
        return this instanceof EndUser user ? Optional.of(user.self().id()) : Optional.empty();
    }

    /** The one that came through {@link PanelDoor}. */
    static Visitor of(RoutingContext ctx) {
        Visitor visitor = ctx.get(Visitor.class.getName());
        if (visitor == null) throw new IllegalStateException("the request did not come through the door");
        return visitor;
    }

    /** Lets {@link #of} find it. */
    default void enter(RoutingContext ctx) {
        ctx.put(Visitor.class.getName(), this);
    }
}
