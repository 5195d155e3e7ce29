package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatEvent.DeliveredMoved;
import dev.parley.bus.chat.ChatEvent.ReadMoved;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.MarkDelivered;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.Marked;
import dev.parley.bus.chat.MessageQuestion.ReadMessage;
import dev.parley.bus.chat.Seat;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.Seats.SeatKey;
import dev.parley.store.chat.StoredRoom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moves members' watermarks up. Owned by the context of its ChatVerticle. */
final class Receipts {

    private final ChatStore store;
    private final Rooms rooms;
    private final Windows windows;
    private final Finder finder;
    private final SeatFinder seats;
    private final ApartFold folds;
    private final Announcer announcer;
    private final InstantSource clock;

    Receipts(
            ChatStore store,
            Rooms rooms,
            Windows windows,
            Finder finder,
            SeatFinder seats,
            Announcer announcer,
            InstantSource clock) {
        this.store = store;
        this.rooms = rooms;
        this.windows = windows;
        this.finder = finder;
        this.seats = seats;
        this.folds = new ApartFold(store);
        this.announcer = announcer;
        this.clock = clock;
    }

    ChatAnswer<Marked> read(MarkRead q, Patience patience) {
        var key = new SeatKey(new RoomKey(q.at(), q.room()), q.user());
        return switch (member(key, patience)) {
            case Refused<StoredRoom>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<StoredRoom>(StoredRoom room) -> {
                long seq = Math.min(q.seq(), windows.of(room, patience).last());
                Seat before = seats.of(key, patience);
                boolean further = seq > before.read();
                Instant now = clock.instant();
                if (further) before = patience.await(store.seats().read(key, seq, now));
                boolean moved = further && seq > before.read();
                Seat after = moved ? after(before, seq, now) : before;
                boolean passed = after.readApart().size() < before.readApart().size();
                if (passed) patience.await(store.seats().forgetApart(key, seq));
                if (moved) {
                    Map<String, ChatUser> users = finder.users(q.at(), List.of(q.user()), patience);
                    announcer.tell(new ReadMoved(q.at(), room.room(), after, Optional.empty(), users));
                }
                yield ChatAnswer.told(new Marked(after, room.room(), moved));
            }
        };
    }

    private static Seat after(Seat before, long read, Instant now) {
        Set<Long> apart = new HashSet<>(before.readApart());
        apart.removeIf(seq -> seq <= read);
        long delivered = Math.max(before.delivered(), read);
        return new Seat(before.room(), before.user(), delivered, read, apart, Optional.of(now));
    }

    ChatAnswer<Marked> delivered(MarkDelivered q, Patience patience) {
        var key = new SeatKey(new RoomKey(q.at(), q.room()), q.user());
        return switch (member(key, patience)) {
            case Refused<StoredRoom>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<StoredRoom>(StoredRoom room) -> {
                long seq = Math.min(q.seq(), windows.of(room, patience).last());
                Seat seat = seats.of(key, patience);
                boolean further = seq > seat.delivered();
                if (further) seat = patience.await(store.seats().delivered(key, seq));
                boolean moved = further && seq > seat.delivered();
                if (moved) {
                    seat = new Seat(seat.room(), seat.user(), seq, seat.read(), seat.readApart(), seat.readAt());
                    announcer.tell(new DeliveredMoved(q.at(), room.room(), seat));
                }
                yield ChatAnswer.told(new Marked(seat, room.room(), moved));
            }
        };
    }

    private ChatAnswer<StoredRoom> member(SeatKey key, Patience patience) {
        Optional<StoredRoom> room = rooms.open(key.room(), patience);
        if (room.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        return room.get().room().has(key.user())
                ? ChatAnswer.told(room.get())
                : ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
    }

    ChatAnswer<ReadMessage> read(MarkMessageRead q, Patience patience) {
        return switch (finder.message(q.at(), q.id(), patience)) {
            case Refused<Found>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<Found>(Found found)
            when !found.room().has(q.user()) || found.message().user().equals(q.user()) ->
                ChatAnswer.refused(ChatFault.NOT_ADDRESSED);
            case Told<Found>(Found found) when found.deleted() -> ChatAnswer.refused(ChatFault.MESSAGE_DELETED);
            case Told<Found>(Found found) -> read(q, found, patience);
        };
    }

    private ChatAnswer<ReadMessage> read(MarkMessageRead q, Found found, Patience patience) {
        var key = new SeatKey(found.stored().key(), q.user());
        long seq = found.message().seq();
        Seat seat = seats.of(key, patience);
        boolean further = !seat.hasRead(seq);
        Instant now = clock.instant();
        if (further) seat = patience.await(store.seats().readApart(key, seq, now));
        boolean moved = further && !seat.hasRead(seq);
        if (moved) seat = fold(key, found.stored(), with(seat, seq, now), now, patience);
        Map<String, ChatUser> users =
                finder.users(q.at(), List.of(found.message().user(), q.user()), patience);
        if (moved) {
            announcer.tell(new ReadMoved(q.at(), found.room(), seat, Optional.of(found.message()), users));
        }
        return ChatAnswer.told(new ReadMessage(found.message(), found.room(), seat, users, moved));
    }

    private static Seat with(Seat before, long seq, Instant now) {
        Set<Long> apart = new HashSet<>(before.readApart());
        apart.add(seq);
        return new Seat(before.room(), before.user(), before.delivered(), before.read(), apart, Optional.of(now));
    }

    private Seat fold(SeatKey key, StoredRoom room, Seat seat, Instant now, Patience patience) {
        long read = folds.watermark(room, seat, patience);
        if (read == seat.read()) return seat;
        patience.await(store.seats().read(key, read, now));
        patience.await(store.seats().forgetApart(key, read));
        return after(seat, read, now);
    }
}
