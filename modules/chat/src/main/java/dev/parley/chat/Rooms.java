package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatEvent.RoomDeleted;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.DirectRoom;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.DeleteRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.Inboxes.Entry;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.chat.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Answers what is asked about rooms. Owned by the context of its ChatVerticle. */
final class Rooms {

    private final ChatStore store;
    private final ChatConfig config;
    private final Rules rules;
    private final Ids ids;
    private final Admission admission;
    private final Announcer announcer;
    private final InstantSource clock;

    Rooms(ChatStore store, ChatConfig config, Ids ids, Admission admission, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.rules = new Rules(config);
        this.ids = ids;
        this.admission = admission;
        this.announcer = announcer;
        this.clock = clock;
    }

    ChatAnswer<ChatRoom> create(CreateRoom q, Patience patience) {
        List<String> members = q.members().stream().distinct().toList();
        Optional<ChatFault> fault = rules.id(q.id())
                .or(() -> rules.id(q.name()))
                .or(() -> rules.ids(members))
                .or(() -> rules.data(q.data()))
                .or(() -> q.id().filter(DirectRoom::isTaken).map(id -> ChatFault.INVALID_ID))
                .or(() -> members.size() > config.maxMembers()
                        ? Optional.of(ChatFault.TOO_MANY_MEMBERS)
                        : Optional.empty())
                .or(() -> admission.fault(q.at(), members, q.knownUsersOnly(), patience));
        if (fault.isPresent()) return ChatAnswer.refused(fault.get());
        Instant now = clock.instant();
        var room = new ChatRoom(
                q.id().orElseGet(() -> ids.next(q.ids())),
                Kind.GROUP,
                q.name(),
                q.data(),
                members.stream().map(user -> new Member(user, now)).toList(),
                now,
                now,
                Optional.empty(),
                q.retention().filter(Duration::isPositive));
        var key = new RoomKey(q.at(), room.id());
        if (room.retention().isPresent()) patience.await(store.retained().add(key));
        // First the inboxes: a member always has an entry, even if nobody comes to make the room.
        patience.await(store.inboxes().enter(entries(key, members), now));
        if (patience.await(store.rooms().insert(q.at(), room))) return ChatAnswer.told(room);
        leaveOthers(key, members, patience);
        return ChatAnswer.refused(ChatFault.ROOM_EXISTS);
    }

    /** Takes the entries back of who is not in the room that was there before. */
    private void leaveOthers(RoomKey key, List<String> members, Patience patience) {
        Optional<StoredRoom> there = find(key, patience);
        List<String> others = members.stream()
                .filter(user -> there.map(room -> !room.room().has(user)).orElse(false))
                .toList();
        patience.await(store.inboxes().leave(entries(key, others)));
    }

    ChatAnswer<ChatRoom> update(UpdateRoom q, Patience patience) {
        Optional<ChatFault> fault = rules.id(q.name()).or(() -> rules.data(q.data()));
        if (fault.isPresent()) return ChatAnswer.refused(fault.get());
        var key = new RoomKey(q.at(), q.id());
        if (open(key, patience).isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        boolean kept = q.retention().filter(Duration::isPositive).isPresent();
        if (kept) patience.await(store.retained().add(key));
        Optional<Duration> retention = q.retention();
        var updated = patience.await(store.rooms().update(key, q.name(), q.data(), retention, clock.instant()));
        // Once more: a sweeper that has just seen the room without a retention has struck it off.
        if (kept) patience.await(store.retained().add(key));
        return there(updated);
    }

    ChatAnswer<ChatRoom> delete(DeleteRoom q, Patience patience) {
        var key = new RoomKey(q.at(), q.id());
        if (open(key, patience).isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        Optional<StoredRoom> deleted = patience.await(store.rooms().delete(key, clock.instant()));
        if (deleted.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        ChatRoom room = deleted.get().room();
        patience.await(store.inboxes()
                .leave(entries(key, room.members().stream().map(Member::user).toList())));
        announcer.tell(new RoomDeleted(q.at(), room));
        return ChatAnswer.told(room);
    }

    ChatAnswer<ChatRoom> find(FindRoom q, Patience patience) {
        return there(open(new RoomKey(q.at(), q.id()), patience));
    }

    ChatAnswer<Listing<ChatRoom>> list(ListRooms q, Patience patience) {
        var page = new Page(q.page().number(), rules.page(q.page().size()));
        return ChatAnswer.told(patience.await(store.rooms().list(q.at(), page)));
    }

    /** The room, unless there is none or it is deleted. */
    Optional<StoredRoom> open(RoomKey key, Patience patience) {
        return find(key, patience).filter(room -> !room.deleted());
    }

    private Optional<StoredRoom> find(RoomKey key, Patience patience) {
        if (rules.id(key.room()).isPresent()) return Optional.empty();
        return patience.await(store.rooms().find(List.of(key))).values().stream()
                .findFirst();
    }

    private static ChatAnswer<ChatRoom> there(Optional<StoredRoom> room) {
        return room.filter(each -> !each.deleted())
                .map(StoredRoom::room)
                .<ChatAnswer<ChatRoom>>map(ChatAnswer::told)
                .orElseGet(() -> ChatAnswer.refused(ChatFault.UNKNOWN_ROOM));
    }

    static List<Entry> entries(RoomKey key, Collection<String> users) {
        return users.stream()
                .map(user -> new Entry(user(key.at(), user), key.room()))
                .toList();
    }

    private static UserKey user(AppNamespace at, String id) {
        return new UserKey(at, id);
    }
}
