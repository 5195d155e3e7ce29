package dev.parley.chat;

import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.chat.UserKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms and users of the messages of one turn, as they were when the turn began. Immutable. */
record Scene(Map<RoomKey, StoredRoom> rooms, Map<UserKey, ChatUser> users) {

    Scene {
        rooms = Map.copyOf(rooms);
        users = Map.copyOf(users);
    }

    Optional<StoredRoom> room(Append append) {
        return Optional.ofNullable(rooms.get(append.room()));
    }

    /** What is wrong with who sends and who receives, if anything is. */
    Optional<ChatFault> usersFault(Append append) {
        ChatUser sender = users.get(append.sender());
        if (sender != null && isDeleted(sender)) return Optional.of(ChatFault.USER_DELETED);
        if (!append.question().knownUsersOnly()) return Optional.empty();
        boolean known = sender != null
                && append.receiver()
                        .map(users::get)
                        .map(user -> !isDeleted(user))
                        .orElse(append.receiver().isEmpty());
        return known ? Optional.empty() : Optional.of(ChatFault.UNKNOWN_USER);
    }

    /** What is wrong with the room, if anything is. */
    Optional<ChatFault> roomFault(Append append) {
        Optional<StoredRoom> room = room(append);
        if (room.isEmpty() || room.get().deleted()) return Optional.of(ChatFault.UNKNOWN_ROOM);
        return mayEnter(append.question(), room.get().room());
    }

    private static Optional<ChatFault> mayEnter(SendMessage question, ChatRoom room) {
        return switch (question.to()) {
            case ToRoom to when question.trusted() || room.has(question.user()) -> Optional.empty();
            case ToRoom stranger -> Optional.of(ChatFault.NOT_A_MEMBER);
            case ToUser to
            when room.kind() == Kind.DIRECT && room.has(question.user()) && room.has(to.user()) -> Optional.empty();
            case ToUser other -> Optional.of(ChatFault.UNKNOWN_ROOM);
        };
    }

    /** The sender, and in a direct conversation the other one, as far as they are known. */
    Map<String, ChatUser> usersOf(Append append, ChatRoom room) {
        var known = new HashMap<String, ChatUser>();
        put(known, users.get(append.sender()));
        if (room.kind() == Kind.DIRECT) {
            room.members().forEach(member -> put(known, users.get(new UserKey(append.at(), member.user()))));
        }
        return known;
    }

    private static void put(Map<String, ChatUser> known, @Nullable ChatUser user) {
        if (user != null) known.put(user.id(), user);
    }

    private static boolean isDeleted(ChatUser user) {
        return user.deleted().isPresent();
    }
}
