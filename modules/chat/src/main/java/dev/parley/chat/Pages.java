package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.MessageQuestion.HistoryPage;
import dev.parley.bus.chat.MessageQuestion.MessageListing;
import dev.parley.bus.chat.MessageQuestion.MessagesOf;
import dev.parley.bus.chat.Page;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Answers for contracts that page by number. Which numbers a page has is told by those of the tombstones: a look-up for each
 * thousand messages of the room, wherever the page is. A page over all conversations of a user reads what comes before it as
 * well, without the contents. Owned by the context of its ChatVerticle.
 */
final class Pages {

    private final ChatStore store;
    private final Rules rules;
    private final Rooms rooms;
    private final Windows windows;
    private final SeatFinder seats;
    private final Inbox inbox;

    Pages(ChatStore store, Rules rules, Rooms rooms, Windows windows, SeatFinder seats, Inbox inbox) {
        this.store = store;
        this.rules = rules;
        this.rooms = rooms;
        this.windows = windows;
        this.seats = seats;
        this.inbox = inbox;
    }

    ChatAnswer<MessageListing> history(HistoryPage q, Patience patience) {
        var key = new RoomKey(q.at(), q.room());
        Optional<StoredRoom> room = rooms.open(key, patience);
        if (room.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        if (q.reader().isPresent() && !room.get().room().has(q.reader().get()))
            return ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
        return ChatAnswer.told(listing(List.of(room.get()), q.page(), patience));
    }

    ChatAnswer<MessageListing> of(MessagesOf q, Patience patience) {
        Optional<ChatFault> invalid = rules.id(q.user());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        List<StoredRoom> direct = inbox.rooms(q.at(), q.user(), patience).stream()
                .filter(room -> room.room().kind() == Kind.DIRECT)
                .toList();
        return ChatAnswer.told(listing(direct, q.page(), patience));
    }

    private MessageListing listing(List<StoredRoom> all, Page asked, Patience patience) {
        var page = new Page(asked.number(), rules.page(asked.size()));
        var downs = new ArrayList<Down>();
        long total = 0;
        for (Map.Entry<RoomKey, Window> each : windows.of(all, patience).entrySet()) {
            Window window = each.getValue();
            if (window.size() == 0) continue;
            Set<Long> tombstones =
                    patience.await(store.tombstones().among(each.getKey(), window.first(), window.last()));
            total += window.size() - tombstones.size();
            downs.add(new Down(store, each.getKey(), window, tombstones, patience));
        }
        Map<RoomKey, List<Long>> seqs = downs.size() == 1 ? one(downs.getFirst(), page) : merged(downs, page);
        List<ChatMessage> messages = messages(seqs, patience);
        List<StoredRoom> shown =
                all.stream().filter(room -> seqs.containsKey(room.key())).toList();
        return new MessageListing(
                new Listing<>(messages, total),
                shown.stream().map(StoredRoom::room).toList(),
                seats.ofDirect(shown, patience));
    }

    private static Map<RoomKey, List<Long>> one(Down room, Page page) {
        room.skip(page.offset());
        return Map.of(room.room(), room.numbers(page.size()));
    }

    /** The newest of all rooms, one after the other, until the page is full. */
    private static Map<RoomKey, List<Long>> merged(List<Down> downs, Page page) {
        var queue = new PriorityQueue<Down>(Comparator.comparing(Down::sent).reversed());
        downs.stream().filter(Down::look).forEach(queue::add);
        var seqs = new HashMap<RoomKey, List<Long>>();
        for (long i = 0; i < page.offset() + page.size() && !queue.isEmpty(); i++) {
            Down newest = queue.remove();
            if (i >= page.offset())
                seqs.computeIfAbsent(newest.room(), room -> new ArrayList<>()).add(newest.seq());
            newest.next();
            if (newest.look()) queue.add(newest);
        }
        return seqs;
    }

    private List<ChatMessage> messages(Map<RoomKey, List<Long>> seqs, Patience patience) {
        var messages = new ArrayList<ChatMessage>();
        seqs.forEach((room, numbers) -> {
            Map<Long, ChatMessage> found = patience.await(store.messages().find(room, numbers));
            numbers.stream()
                    .filter(found::containsKey)
                    .map(seq -> requireNonNull(found.get(seq)))
                    .filter(message -> message.deleted().isEmpty())
                    .forEach(messages::add);
        });
        if (seqs.size() > 1)
            messages.sort(Comparator.comparing(ChatMessage::sent).reversed());
        return messages;
    }
}
