package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.Seat;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.Seats.SeatKey;
import dev.parley.store.chat.StoredRoom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds how far members are. Immutable. */
record SeatFinder(ChatStore store) {

    Seat of(SeatKey key, Patience patience) {
        return requireNonNull(patience.await(store.seats().find(List.of(key))).get(key));
    }

    /** One user's in each of the rooms. */
    Map<RoomKey, Seat> of(Collection<RoomKey> rooms, String user, Patience patience) {
        List<SeatKey> keys = rooms.stream().map(room -> new SeatKey(room, user)).toList();
        return patience.await(store.seats().find(keys)).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().room(), Map.Entry::getValue));
    }

    /** All members' of those of the rooms that are direct conversations. */
    List<Seat> ofDirect(Collection<StoredRoom> rooms, Patience patience) {
        List<SeatKey> keys = rooms.stream()
                .filter(room -> room.room().kind() == Kind.DIRECT)
                .flatMap(room -> room.room().members().stream().map(member -> new SeatKey(room.key(), member.user())))
                .toList();
        return List.copyOf(patience.await(store.seats().find(keys)).values());
    }
}
