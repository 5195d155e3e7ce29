package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.StoredMessage;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.chat.UserKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds messages by their ids, and users by theirs. Owned by the context of its ChatVerticle. */
final class Finder {

    private final ChatStore store;
    private final Rules rules;
    private final Rooms rooms;
    private final InstantSource clock;

    Finder(ChatStore store, Rules rules, Rooms rooms, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.rooms = rooms;
        this.clock = clock;
    }

    /** A message of this namespace, a tombstone perhaps, in a room that is not deleted. */
    ChatAnswer<Found> message(AppNamespace at, String id, Patience patience) {
        if (rules.id(id).isPresent()) return ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE);
        Optional<StoredMessage> stored = patience.await(store.messages().byId(List.of(id))).stream()
                .filter(each -> each.room().at().equals(at))
                .findFirst();
        if (stored.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE);
        Optional<StoredRoom> room = rooms.open(stored.get().room(), patience);
        if (room.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_ROOM);
        var found = new Found(stored.get().message(), room.get());
        return isKept(found) ? ChatAnswer.told(found) : ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE);
    }

    /** One that is too old for its room may not have been removed yet. */
    private boolean isKept(Found found) {
        Optional<Duration> kept = found.room().retention();
        return found.message().seq() >= found.stored().first()
                && kept.map(time ->
                                !found.message().sent().isBefore(clock.instant().minus(time)))
                        .orElse(true);
    }

    /** Those of the users that are known, by id. */
    Map<String, ChatUser> users(AppNamespace at, Collection<String> ids, Patience patience) {
        List<UserKey> keys =
                ids.stream().distinct().map(id -> new UserKey(at, id)).toList();
        return patience.await(store.users().find(keys)).values().stream()
                .collect(Collectors.toMap(ChatUser::id, user -> user));
    }
}
