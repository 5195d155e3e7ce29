package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.chat.UserKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds the rooms that a user is in. Immutable. */
record Inbox(ChatStore store) {

    /** Those that are not deleted and have the user as a member. */
    Collection<StoredRoom> rooms(AppNamespace at, String user, Patience patience) {
        var key = new UserKey(at, user);
        List<RoomKey> entries =
                patience.await(store.inboxes().of(List.of(key))).getOrDefault(key, Map.of()).keySet().stream()
                        .map(room -> new RoomKey(at, room))
                        .toList();
        return patience.await(store.rooms().find(entries)).values().stream()
                .filter(room -> !room.deleted() && room.room().has(user))
                .toList();
    }
}
