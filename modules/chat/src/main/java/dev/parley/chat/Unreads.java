package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.Seat;
import dev.parley.bus.chat.Unread;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Counts what users have not read, by looking: there is no counter that could be wrong. Owned by the context of its
 * ChatVerticle.
 */
final class Unreads {

    /** So that a count of many rooms does not have the store to itself. */
    private static final int LOOKED_AT_ONCE = 2_000;

    private final ChatStore store;
    private final ChatConfig config;
    private final Windows windows;
    private final SeatFinder seats;
    private final Inbox inbox;

    Unreads(ChatStore store, ChatConfig config, Windows windows, SeatFinder seats, Inbox inbox) {
        this.store = store;
        this.config = config;
        this.windows = windows;
        this.seats = seats;
        this.inbox = inbox;
    }

    ChatAnswer<UnreadRooms> of(UnreadOf q, Patience patience) {
        Optional<ChatFault> invalid = new Rules(config).id(q.user());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        Collection<StoredRoom> rooms = inbox.rooms(q.at(), q.user(), patience);
        Map<RoomKey, Window> open = windows.of(rooms, patience);
        Map<RoomKey, Seat> taken = seats.of(open.keySet(), q.user(), patience);
        var unread = new HashMap<String, Unread>();
        count(open, taken, patience).forEach((room, count) -> {
            if (count.count() > 0 || count.more()) unread.put(room.room(), count);
        });
        long total = unread.values().stream().mapToLong(Unread::count).sum();
        boolean more = unread.values().stream().anyMatch(Unread::more);
        return ChatAnswer.told(new UnreadRooms(new Unread(total, more), unread));
    }

    /** What is unread in each of the rooms at the seats there. */
    Map<RoomKey, Unread> count(Map<RoomKey, Window> open, Map<RoomKey, Seat> seats, Patience patience) {
        var counts = new HashMap<RoomKey, Unread>();
        var part = new HashMap<RoomKey, List<Long>>();
        int looked = 0;
        for (RoomKey room : open.keySet()) {
            List<Long> seqs = unreadAtMost(requireNonNull(open.get(room)), requireNonNull(seats.get(room)));
            part.put(room, seqs);
            looked += seqs.size();
            if (looked < LOOKED_AT_ONCE) continue;
            counts.putAll(count(part, open, seats, patience));
            part.clear();
            looked = 0;
        }
        counts.putAll(count(part, open, seats, patience));
        return counts;
    }

    /** The newest ones that may be unread. */
    private List<Long> unreadAtMost(Window window, Seat seat) {
        long from = Math.max(Math.max(seat.read() + 1, window.first()), window.last() - config.unreadCap() + 1);
        return LongStream.rangeClosed(from, window.last())
                .filter(seq -> !seat.readApart().contains(seq))
                .boxed()
                .toList();
    }

    private Map<RoomKey, Unread> count(
            Map<RoomKey, List<Long>> part, Map<RoomKey, Window> open, Map<RoomKey, Seat> seats, Patience patience) {
        var counts = new HashMap<RoomKey, Unread>();
        patience.await(store.messages().sketch(part)).forEach((room, sketches) -> {
            Seat seat = requireNonNull(seats.get(room));
            Window window = requireNonNull(open.get(room));
            long count = sketches.stream()
                    .filter(each -> !each.deleted() && !each.user().equals(seat.user()))
                    .count();
            long beyond = window.last() - Math.max(seat.read(), window.first() - 1);
            counts.put(room, new Unread(count, beyond > config.unreadCap()));
        });
        return counts;
    }
}
