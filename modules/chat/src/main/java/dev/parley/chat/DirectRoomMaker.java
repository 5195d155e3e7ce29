package dev.parley.chat;

import static java.util.stream.Collectors.toSet;

import dev.parley.bus.chat.ChatFault;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.Inboxes.Entry;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.UserKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the direct conversations that the messages of a turn are the first ones of. Immutable. */
record DirectRoomMaker(ChatStore store, ChatConfig config, InstantSource clock) {

    /** The scene with those rooms; who is in too many rooms already gets none, and the message is refused. */
    Scene make(List<Append> turn, Scene scene, Patience patience) {
        List<Append> first = turn.stream()
                .filter(each -> each.receiver().isPresent() && scene.room(each).isEmpty())
                .toList();
        if (first.isEmpty()) return scene;
        Set<UserKey> full = full(first, patience);
        var made = new HashMap<RoomKey, Set<String>>();
        for (Append each : first) {
            UserKey receiver = each.receiver().orElseThrow();
            if (full.contains(each.sender()) || full.contains(receiver)) each.refuse(ChatFault.TOO_MANY_ROOMS);
            else made.put(each.room(), Set.copyOf(List.of(each.sender().user(), receiver.user())));
        }
        if (made.isEmpty()) return scene;
        Instant now = clock.instant();
        // First the inboxes: a member always has an entry, even if nobody comes to make the room.
        patience.await(store.inboxes().enter(entries(made), now));
        patience.await(store.rooms().makeDirect(made, now));
        var rooms = new HashMap<>(scene.rooms());
        rooms.putAll(patience.await(store.rooms().find(made.keySet())));
        return new Scene(rooms, scene.users());
    }

    private Set<UserKey> full(List<Append> first, Patience patience) {
        Set<UserKey> users = first.stream()
                .flatMap(each -> Stream.of(each.sender(), each.receiver().orElseThrow()))
                .collect(toSet());
        return patience.await(store.inboxes().of(users)).entrySet().stream()
                .filter(inbox -> inbox.getValue().size() >= config.maxRoomsPerUser())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static List<Entry> entries(Map<RoomKey, Set<String>> made) {
        return made.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(user -> new Entry(
                                new UserKey(each.getKey().at(), user),
                                each.getKey().room())))
                .toList();
    }
}
