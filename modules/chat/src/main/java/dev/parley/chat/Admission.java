package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.UserKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether users may become members of one more room. Immutable. */
record Admission(ChatStore store, ChatConfig config) {

    /** Why they may not.
     *
     * @param knownOnly whether all of them must be users that are known and not deleted
     */
    Optional<ChatFault> fault(AppNamespace at, Collection<String> users, boolean knownOnly, Patience patience) {
        List<UserKey> keys = users.stream().map(user -> new UserKey(at, user)).toList();
        if (knownOnly) {
            Map<UserKey, ChatUser> known = patience.await(store.users().find(keys));
            boolean all = keys.stream()
                    .allMatch(key -> Optional.ofNullable(known.get(key))
                            .filter(user -> user.deleted().isEmpty())
                            .isPresent());
            if (!all) return Optional.of(ChatFault.UNKNOWN_USER);
        }
        boolean full = patience.await(store.inboxes().of(keys)).values().stream()
                .anyMatch(rooms -> rooms.size() >= config.maxRoomsPerUser());
        return full ? Optional.of(ChatFault.TOO_MANY_ROOMS) : Optional.empty();
    }
}
