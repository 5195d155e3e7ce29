package dev.parley.bus.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked about users. */
public sealed interface UserQuestion<T> extends ChatQuestion<T> {

    /**
     * Makes a user.
     *
     * @param id {@link ChatFault#USER_EXISTS} if there is one; nothing for a new id of the form {@code ids}
     * @param data an object
     * @param login how the user signs in, if that happens here
     */
    record CreateUser(
            AppNamespace at,
            Optional<String> id,
            IdForm ids,
            Optional<String> name,
            RawJson data,
            Optional<Login> login)
            implements UserQuestion<ChatUser> {}

    /**
     * How a user signs in.
     *
     * @param names each nobody else's in the namespace, or the user is refused with {@link ChatFault#LOGIN_TAKEN}
     * @param passwordHash as whoever asks makes and checks it
     */
    record Login(Set<String> names, String passwordHash) {
        public Login {
            names = Set.copyOf(names);
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }

    /** Makes a user, or puts other words in the place of an old one's; a deleted one is there again. Safe to repeat. */
    record PutUser(AppNamespace at, String id, Optional<String> name, RawJson data) implements UserQuestion<ChatUser> {}

    /** Changes what is given. A deleted user is {@link ChatFault#UNKNOWN_USER}. */
    record UpdateUser(AppNamespace at, String id, Optional<String> name, Optional<RawJson> data)
            implements UserQuestion<ChatUser> {}

    /** Marks a user as deleted. Messages stay. */
    record DeleteUser(AppNamespace at, String id) implements UserQuestion<ChatUser> {}

    /** Those of the users that are known, deleted ones too, in no particular order; 1,000 at most are asked for. */
    record FindUsers(AppNamespace at, Set<String> ids) implements UserQuestion<List<ChatUser>> {
        public FindUsers {
            ids = Set.copyOf(ids);
        }
    }

    /** The user of a login name, unless deleted. */
    record FindLogin(AppNamespace at, String name) implements UserQuestion<Credentials> {}

    /** Who signs in by a name, and how the password is checked. */
    record Credentials(ChatUser user, String passwordHash) {
        @Override
        public String toString() {
            return "Credentials[" + user.id() + "]";
        }
    }

    /** Users that are not deleted, the newest first. */
    record ListUsers(AppNamespace at, Page page) implements UserQuestion<Listing<ChatUser>> {}

    /** A socket of the user was connected at that time; unknown users stay unknown. Answered before it is durable. */
    record Seen(AppNamespace at, String user, Instant when) implements UserQuestion<Done> {}
}
