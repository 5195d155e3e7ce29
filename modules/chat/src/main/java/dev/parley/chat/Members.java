package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatEvent.MemberAdded;
import dev.parley.bus.chat.ChatEvent.MemberRemoved;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.Joined;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.Inboxes.Entry;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets users into groups and out of them. Owned by the context of its ChatVerticle. */
final class Members {

    private final ChatStore store;
    private final ChatConfig config;
    private final Rooms rooms;
    private final Admission admission;
    private final Announcer announcer;
    private final InstantSource clock;

    Members(
            ChatStore store,
            ChatConfig config,
            Rooms rooms,
            Admission admission,
            Announcer announcer,
            InstantSource clock) {
        this.store = store;
        this.config = config;
        this.rooms = rooms;
        this.admission = admission;
        this.announcer = announcer;
        this.clock = clock;
    }

    ChatAnswer<Joined> add(AddMember q, Patience patience) {
        var key = new RoomKey(q.at(), q.room());
        Optional<ChatFault> invalid = new Rules(config).id(q.user());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        Optional<StoredRoom> open = rooms.open(key, patience);
        if (open.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        ChatRoom room = open.get().room();
        if (room.has(q.user())) return ChatAnswer.told(new Joined(room, false));
        if (room.kind() == Kind.DIRECT) return ChatAnswer.refused(ChatFault.FIXED_ROOM);
        if (room.members().size() >= config.maxMembers()) return ChatAnswer.refused(ChatFault.TOO_MANY_MEMBERS);
        Optional<ChatFault> fault = admission.fault(q.at(), List.of(q.user()), q.knownUsersOnly(), patience);
        return fault.isPresent() ? ChatAnswer.refused(fault.get()) : enter(key, q.user(), patience);
    }

    private ChatAnswer<Joined> enter(RoomKey key, String user, Patience patience) {
        Instant now = clock.instant();
        List<Entry> entry = Rooms.entries(key, List.of(user));
        patience.await(store.inboxes().enter(entry, now));
        Optional<StoredRoom> before = patience.await(store.rooms().addMember(key, user, now));
        if (before.isEmpty() || before.get().deleted()) {
            patience.await(store.inboxes().leave(entry));
            return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        }
        // Once more: who was removed meanwhile, before becoming a member again, has lost the entry.
        patience.await(store.inboxes().enter(entry, now));
        boolean fresh = !before.get().room().has(user);
        ChatRoom room = fresh
                ? with(before.get().room(), new Member(user, now))
                : before.get().room();
        if (fresh) announcer.tell(new MemberAdded(key.at(), room, user));
        return ChatAnswer.told(new Joined(room, fresh));
    }

    ChatAnswer<ChatRoom> remove(RemoveMember q, Patience patience) {
        var key = new RoomKey(q.at(), q.room());
        Optional<ChatFault> invalid = new Rules(config).id(q.user());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        Optional<StoredRoom> open = rooms.open(key, patience);
        if (open.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        if (open.get().room().kind() == Kind.DIRECT) return ChatAnswer.refused(ChatFault.FIXED_ROOM);
        Instant now = clock.instant();
        Optional<StoredRoom> before = patience.await(store.rooms().removeMember(key, q.user(), now));
        if (before.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        List<Entry> entry = Rooms.entries(key, List.of(q.user()));
        patience.await(store.inboxes().leave(entry));
        // Who has become a member again meanwhile keeps the entry.
        boolean again = rooms.open(key, patience)
                .filter(room -> room.room().has(q.user()))
                .isPresent();
        if (again) patience.await(store.inboxes().enter(entry, now));
        ChatRoom room = without(before.get().room(), q.user());
        if (before.get().room().has(q.user())) announcer.tell(new MemberRemoved(key.at(), room, q.user()));
        return ChatAnswer.told(room);
    }

    private static ChatRoom with(ChatRoom room, Member member) {
        var members = new ArrayList<>(room.members());
        members.add(member);
        return withMembers(room, members);
    }

    private static ChatRoom without(ChatRoom room, String user) {
        return withMembers(
                room,
                room.members().stream()
                        .filter(each -> !each.user().equals(user))
                        .toList());
    }

    private static ChatRoom withMembers(ChatRoom room, List<Member> members) {
        return new ChatRoom(
                room.id(),
                room.kind(),
                room.name(),
                room.data(),
                members,
                room.created(),
                room.updated(),
                room.deleted(),
                room.retention());
    }
}
