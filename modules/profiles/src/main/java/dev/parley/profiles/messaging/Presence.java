package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.cluster.OnlineUsers;
import dev.parley.cluster.Reach;
import dev.parley.profiles.ProfileServices;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells this node's clients who is online, in each namespace in which there are some: every node for itself, so that it
 * goes on when another dies. Its methods are safe on every thread; what they do is done on a context of its own, in order.
 */
final class Presence implements OnlineUsers.Watcher {

    private static final int USERS_AT_ONCE = 1_000;

    private final MessagingConfig config;
    private final ProfileServices node;
    private final Correspondence correspondence;
    private final Context context;
    private final Map<AppNamespace, Roster> rosters = new HashMap<>();

    private Presence(MessagingConfig config, ProfileServices node) {
        this.config = config;
        this.node = node;
        this.correspondence = new Correspondence(node.chat());
        this.context = node.vertx().getOrCreateContext();
    }

    /** One that hears of all users from now on. */
    static Presence of(MessagingConfig config, ProfileServices node) {
        var presence = new Presence(config, node);
        node.online().watch(presence);
        return presence;
    }

    /** A socket of this node is there. */
    void connected(AppNamespace at, String user) {
        context.runOnContext(here -> rosters.computeIfAbsent(at, this::roster).connected(user));
    }

    /** It has gone. Each call takes back one {@link #connected}. */
    void disconnected(AppNamespace at) {
        context.runOnContext(
                here -> rosters.computeIfPresent(at, (same, roster) -> roster.disconnected() ? null : roster));
    }

    /** Who is online; whoever asks is called back on its own context. */
    Future<List<OnlineUser>> list(AppNamespace at) {
        Context asker = node.vertx().getOrCreateContext();
        Promise<List<OnlineUser>> list = Promise.promise();
        context.runOnContext(here -> {
            Roster roster = rosters.get(at);
            Future<List<OnlineUser>> made = roster == null ? Future.succeededFuture(List.of()) : roster.list();
            made.onComplete(done -> asker.runOnContext(back -> list.handle(done)));
        });
        return list.future();
    }

    @Override
    public void online(AppNamespace at, String user) {
        context.runOnContext(here -> {
            Roster roster = rosters.get(at);
            if (roster != null) roster.online(user);
        });
    }

    @Override
    public void offline(AppNamespace at, String user) {
        context.runOnContext(here -> {
            Roster roster = rosters.get(at);
            if (roster != null) roster.offline(user);
        });
    }

    private Roster roster(AppNamespace at) {
        return new Roster(
                node.vertx(),
                at,
                config,
                users -> find(at, users),
                event -> node.broadcaster().broadcast(event, Reach.NODE),
                node.clock(),
                node.online().in(at));
    }

    private Future<Map<String, ChatUser>> find(AppNamespace at, Set<String> users) {
        var ids = new ArrayList<>(users);
        var parts = new ArrayList<Future<Map<String, ChatUser>>>();
        for (int from = 0; from < ids.size(); from += USERS_AT_ONCE) {
            Set<String> some = Set.copyOf(ids.subList(from, Math.min(ids.size(), from + USERS_AT_ONCE)));
            parts.add(correspondence.find(at, some).compose(Presence::orFail));
        }
        return Future.all(parts).map(all -> {
            var found = new HashMap<String, ChatUser>();
            parts.forEach(part -> found.putAll(part.result()));
            return found;
        });
    }

    private static Future<Map<String, ChatUser>> orFail(ChatAnswer<Map<String, ChatUser>> answer) {
        return switch (answer) {
            case ChatAnswer.Told<Map<String, ChatUser>> told -> Future.succeededFuture(told.value());
            case ChatAnswer.Refused<Map<String, ChatUser>> refused -> failed(refused.fault());
        };
    }

    private static Future<Map<String, ChatUser>> failed(ChatFault fault) {
        return Future.failedFuture(fault.code());
    }
}
