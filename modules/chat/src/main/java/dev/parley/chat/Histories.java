package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.Around;
import dev.parley.bus.chat.MessageQuestion.Before;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what is asked about a room's history by cursor. Owned by the context of its ChatVerticle. */
final class Histories {

    private final ChatStore store;
    private final Rules rules;
    private final Rooms rooms;
    private final Windows windows;
    private final SeatFinder seats;

    Histories(ChatStore store, Rules rules, Rooms rooms, Windows windows, SeatFinder seats) {
        this.store = store;
        this.rules = rules;
        this.rooms = rooms;
        this.windows = windows;
        this.seats = seats;
    }

    ChatAnswer<HistoryPart> part(History q, Patience patience) {
        var key = new RoomKey(q.at(), q.room());
        Optional<StoredRoom> open = rooms.open(key, patience);
        if (open.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        ChatRoom room = open.get().room();
        if (q.reader().isPresent() && !room.has(q.reader().get())) return ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
        Window window = windows.of(open.get(), patience);
        Slice slice = slice(q, new Walk(store, key, window, q.tombstones(), patience), window);
        return ChatAnswer.told(new HistoryPart(
                room,
                slice.messages(),
                slice.moreBefore(),
                slice.moreAfter(),
                seats.ofDirect(List.of(open.get()), patience)));
    }

    private record Slice(List<ChatMessage> messages, boolean moreBefore, boolean moreAfter) {}

    private Slice slice(History q, Walk walk, Window window) {
        int limit = rules.page(q.limit());
        return switch (q.range()) {
            case Latest latest -> before(walk, window.last(), limit, false);
            case Before(long seq) -> {
                boolean after = !walk.up(Math.max(seq, 0), 1).isEmpty();
                yield before(walk, Math.max(seq, 1) - 1, limit, after);
            }
            case After(long seq) -> {
                long from = Math.min(seq, window.last()) + 1;
                yield after(walk, from, limit, !walk.down(from - 1, 1).isEmpty());
            }
            case Around(long seq) -> around(walk, Math.clamp(seq, 0, window.last() + 1), limit);
        };
    }

    private static Slice before(Walk walk, long from, int limit, boolean moreAfter) {
        List<ChatMessage> found = walk.down(from, limit + 1);
        boolean more = found.size() > limit;
        return new Slice(more ? found.subList(1, found.size()) : found, more, moreAfter);
    }

    private static Slice after(Walk walk, long from, int limit, boolean moreBefore) {
        List<ChatMessage> found = walk.up(from, limit + 1);
        boolean more = found.size() > limit;
        return new Slice(more ? found.subList(0, limit) : found, moreBefore, more);
    }

    private static Slice around(Walk walk, long seq, int limit) {
        int side = (limit - 1) / 2;
        Slice older = before(walk, seq - 1, side, false);
        // Those on the other side, and the one itself if it is there.
        List<ChatMessage> newer = walk.up(seq, side + 2);
        boolean itself = !newer.isEmpty() && newer.getFirst().seq() == seq;
        int most = itself ? side + 1 : side;
        var all = new ArrayList<>(older.messages());
        all.addAll(newer.subList(0, Math.min(most, newer.size())));
        return new Slice(all, older.moreBefore(), newer.size() > most);
    }
}
