package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.RoomQuestion;
import dev.parley.bus.chat.RoomQuestion.Conversation;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.bus.chat.Seat;
import dev.parley.bus.chat.Unread;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.Sketch;
import dev.parley.store.chat.StoredRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers which rooms a user is in, as a list of chats shows them. Owned by the context of its ChatVerticle. */
final class Conversations {

    private final ChatStore store;
    private final Rules rules;
    private final Windows windows;
    private final SeatFinder seats;
    private final Inbox inbox;
    private final Unreads unreads;

    Conversations(ChatStore store, Rules rules, Windows windows, SeatFinder seats, Inbox inbox, Unreads unreads) {
        this.store = store;
        this.rules = rules;
        this.windows = windows;
        this.seats = seats;
        this.inbox = inbox;
        this.unreads = unreads;
    }

    ChatAnswer<RoomQuestion.Conversations> of(RoomsOf q, Patience patience) {
        Optional<ChatFault> invalid = rules.id(q.user());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        Optional<Spot> after = q.after().flatMap(Spot::parse);
        if (q.after().isPresent() && after.isEmpty()) return ChatAnswer.refused(ChatFault.INVALID_ID);
        Map<RoomKey, StoredRoom> rooms = inbox.rooms(q.at(), q.user(), patience).stream()
                .collect(Collectors.toMap(StoredRoom::key, Function.identity()));
        Map<RoomKey, Window> open = windows.of(rooms.values(), patience);
        List<Spot> spots = spots(rooms.values(), open, q.user(), patience).stream()
                .filter(spot -> after.map(cursor -> cursor.compareTo(spot) < 0).orElse(true))
                .sorted()
                .toList();
        int limit = rules.page(q.limit());
        List<Spot> page = spots.subList(0, Math.min(limit, spots.size()));
        Optional<String> next =
                page.size() < spots.size() ? Optional.of(page.getLast().cursor()) : Optional.empty();
        List<StoredRoom> listed = page.stream()
                .map(spot -> requireNonNull(rooms.get(new RoomKey(q.at(), spot.room()))))
                .toList();
        return ChatAnswer.told(new RoomQuestion.Conversations(conversations(listed, open, q.user(), patience), next));
    }

    private List<Conversation> conversations(
            List<StoredRoom> listed, Map<RoomKey, Window> all, String user, Patience patience) {
        var open = new HashMap<>(all);
        open.keySet().retainAll(listed.stream().map(StoredRoom::key).toList());
        Map<RoomKey, Seat> taken = seats.of(open.keySet(), user, patience);
        Map<RoomKey, Unread> unread = unreads.count(open, taken, patience);
        var conversations = new ArrayList<Conversation>();
        for (StoredRoom room : listed) {
            Window window = requireNonNull(open.get(room.key()));
            List<ChatMessage> last = new Walk(store, room.key(), window, false, patience).down(window.last(), 1);
            conversations.add(new Conversation(
                    room.room(),
                    requireNonNull(taken.get(room.key())),
                    requireNonNull(unread.get(room.key())),
                    last.stream().findFirst()));
        }
        return conversations;
    }

    /** Where the rooms stand in the list: by their newest message, deleted or not, or else by when the user came in. */
    private List<Spot> spots(Collection<StoredRoom> rooms, Map<RoomKey, Window> open, String user, Patience patience) {
        var newest = new HashMap<RoomKey, List<Long>>();
        open.forEach((room, window) -> newest.put(room, List.of(window.last())));
        Map<RoomKey, List<Sketch>> sketches = patience.await(store.messages().sketch(newest));
        return rooms.stream()
                .map(room -> new Spot(
                        requireNonNull(sketches.get(room.key())).stream()
                                .map(Sketch::sent)
                                .findFirst()
                                .orElseGet(() -> joined(room, user)),
                        room.key().room()))
                .toList();
    }

    private static Instant joined(StoredRoom room, String user) {
        return room.room().members().stream()
                .filter(member -> member.user().equals(user))
                .findFirst()
                .orElseThrow()
                .joined();
    }
}
