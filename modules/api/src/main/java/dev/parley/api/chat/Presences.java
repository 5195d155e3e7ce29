package dev.parley.api.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.cluster.OnlineUsers;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is online, and since when the others are not. Safe on every thread. */
public final class Presences {

    private final Chat chat;
    private final OnlineUsers online;

    public Presences(Chat chat, OnlineUsers online) {
        this.chat = chat;
        this.online = online;
    }

    /**
     * Looks some users up; only of those that are offline the store is asked.
     *
     * @param users 1,000 at most
     * @return one for each, in the order of the set; does not fail: without the store nobody's {@code lastSeen} is known
     */
    public Future<List<Presence>> of(AppNamespace at, Set<String> users) {
        Set<String> offline =
                users.stream().filter(user -> !online.has(at, user)).collect(Collectors.toUnmodifiableSet());
        if (offline.isEmpty()) return Future.succeededFuture(all(at, users, Map.of()));
        return chat.ask(new FindUsers(at, offline)).map(answer -> all(at, users, seen(answer)));
    }

    /** Whoever has come meanwhile is online. */
    private List<Presence> all(AppNamespace at, Set<String> users, Map<String, Instant> seen) {
        return users.stream()
                .map(user -> online.has(at, user)
                        ? new Presence(user, true, Optional.empty())
                        : new Presence(user, false, Optional.ofNullable(seen.get(user))))
                .toList();
    }

    private static Map<String, Instant> seen(ChatAnswer<List<ChatUser>> answer) {
        return switch (answer) {
            case ChatAnswer.Refused<List<ChatUser>> refused -> Map.of();
            case ChatAnswer.Told<List<ChatUser>> told ->
                told.value().stream()
                        .filter(user -> user.lastSeen().isPresent())
                        .collect(Collectors.toMap(
                                ChatUser::id, user -> user.lastSeen().orElseThrow()));
        };
    }
}
