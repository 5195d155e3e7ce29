package dev.parley.bus.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is asked about rooms and who is in them. A deleted room is {@link ChatFault#UNKNOWN_ROOM} for all of them. */
public sealed interface RoomQuestion<T> extends ChatQuestion<T> {

    /**
     * Makes a group.
     *
     * @param id {@link ChatFault#ROOM_EXISTS} if there is one; nothing for a new id of the form {@code ids}
     * @param data an object
     * @param knownUsersOnly whether members must be users that are known and not deleted
     */
    record CreateRoom(
            AppNamespace at,
            Optional<String> id,
            IdForm ids,
            Optional<String> name,
            RawJson data,
            List<String> members,
            boolean knownUsersOnly,
            Optional<Duration> retention)
            implements RoomQuestion<ChatRoom> {
        public CreateRoom {
            members = List.copyOf(members);
        }
    }

    /** Changes what is given.
     *
     * @param retention {@link Duration#ZERO} keeps messages for good
     */
    record UpdateRoom(
            AppNamespace at, String id, Optional<String> name, Optional<RawJson> data, Optional<Duration> retention)
            implements RoomQuestion<ChatRoom> {}

    /** Marks a room as deleted: it takes no messages, and nobody reads it. */
    record DeleteRoom(AppNamespace at, String id) implements RoomQuestion<ChatRoom> {}

    record FindRoom(AppNamespace at, String id) implements RoomQuestion<ChatRoom> {}

    /** Groups that are not deleted, the newest first. */
    record ListRooms(AppNamespace at, Page page) implements RoomQuestion<Listing<ChatRoom>> {}

    /** Lets a user into a group; who is in it stays in it. Safe to repeat. */
    record AddMember(AppNamespace at, String room, String user, boolean knownUsersOnly)
            implements RoomQuestion<Joined> {}

    /**
     * A user is in a room.
     *
     * @param fresh whether only now
     */
    record Joined(ChatRoom room, boolean fresh) {}

    /** Takes a user out of a group. Safe to repeat. */
    record RemoveMember(AppNamespace at, String room, String user) implements RoomQuestion<ChatRoom> {}

    /**
     * The rooms that a user is in, those with the newest message first.
     *
     * @param after the cursor that the page before came with
     * @param limit of rooms, from 1; no more than {@code chat.max-page}
     */
    record RoomsOf(AppNamespace at, String user, Optional<String> after, int limit)
            implements RoomQuestion<Conversations> {}

    /**
     * Some rooms of a user.
     *
     * @param next the cursor of the page after this one, if there is one
     */
    record Conversations(List<Conversation> conversations, Optional<String> next) {
        public Conversations {
            conversations = List.copyOf(conversations);
        }
    }

    /**
     * A room as one of its members has it.
     *
     * @param last the newest message that is not deleted
     */
    record Conversation(ChatRoom room, Seat seat, Unread unread, Optional<ChatMessage> last) {}
}
