package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.UserQuestion.CreateUser;
import dev.parley.bus.chat.UserQuestion.Credentials;
import dev.parley.bus.chat.UserQuestion.DeleteUser;
import dev.parley.bus.chat.UserQuestion.FindLogin;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.bus.chat.UserQuestion.ListUsers;
import dev.parley.bus.chat.UserQuestion.Login;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.bus.chat.UserQuestion.UpdateUser;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.ChatUsers.Deleted;
import dev.parley.store.chat.UserKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Answers what is asked about users. Owned by the context of its ChatVerticle. */
final class Users {

    private static final int MAX_FOUND = 1_000;

    private final ChatStore store;
    private final Rules rules;
    private final Ids ids;
    private final InstantSource clock;

    Users(ChatStore store, Rules rules, Ids ids, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.ids = ids;
        this.clock = clock;
    }

    ChatAnswer<ChatUser> create(CreateUser q, Patience patience) {
        Optional<ChatFault> fault = rules.id(q.id())
                .or(() -> rules.id(q.name()))
                .or(() -> rules.data(q.data()))
                .or(() -> q.login().flatMap(login -> rules.ids(login.names())));
        if (fault.isPresent()) return ChatAnswer.refused(fault.get());
        Instant now = clock.instant();
        var user = new ChatUser(
                q.id().orElseGet(() -> ids.next(q.ids())),
                q.name(),
                q.data(),
                now,
                now,
                Optional.empty(),
                Optional.empty());
        if (!patience.await(store.users().insert(q.at(), user, q.login())))
            return ChatAnswer.refused(ChatFault.USER_EXISTS);
        boolean taken =
                q.login().isPresent() && !takeNames(q.at(), user.id(), q.login().get(), patience);
        return taken ? ChatAnswer.refused(ChatFault.LOGIN_TAKEN) : ChatAnswer.told(user);
    }

    /** All of the names, or none and no user either. */
    private boolean takeNames(AppNamespace at, String user, Login login, Patience patience) {
        var taken = new ArrayList<String>();
        for (String name : login.names()) {
            if (patience.await(store.logins().take(at, name, user))) {
                taken.add(name);
            } else {
                patience.await(store.logins().release(at, taken));
                patience.await(store.users().remove(new UserKey(at, user)));
                return false;
            }
        }
        return true;
    }

    ChatAnswer<ChatUser> put(PutUser q, Patience patience) {
        Optional<ChatFault> fault =
                rules.id(q.id()).or(() -> rules.id(q.name())).or(() -> rules.data(q.data()));
        if (fault.isPresent()) return ChatAnswer.refused(fault.get());
        return ChatAnswer.told(
                patience.await(store.users().put(key(q.at(), q.id()), q.name(), q.data(), clock.instant())));
    }

    ChatAnswer<ChatUser> update(UpdateUser q, Patience patience) {
        Optional<ChatFault> fault = rules.id(q.name()).or(() -> rules.data(q.data()));
        if (fault.isPresent()) return ChatAnswer.refused(fault.get());
        if (there(q.at(), q.id(), patience).isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_USER);
        return patience.await(store.users().update(key(q.at(), q.id()), q.name(), q.data(), clock.instant()))
                .filter(user -> user.deleted().isEmpty())
                .<ChatAnswer<ChatUser>>map(ChatAnswer::told)
                .orElseGet(() -> ChatAnswer.refused(ChatFault.UNKNOWN_USER));
    }

    /** The user may sign in no more, and others may have the names. Safe to repeat. */
    ChatAnswer<ChatUser> delete(DeleteUser q, Patience patience) {
        if (rules.id(q.id()).isPresent()) return ChatAnswer.refused(ChatFault.UNKNOWN_USER);
        Optional<Deleted> deleted = patience.await(store.users().delete(key(q.at(), q.id()), clock.instant()));
        if (deleted.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_USER);
        for (String name : deleted.get().logins()) {
            boolean own = patience.await(store.logins().owner(q.at(), name)).equals(Optional.of(q.id()));
            if (own) patience.await(store.logins().release(q.at(), List.of(name)));
        }
        return ChatAnswer.told(deleted.get().user());
    }

    ChatAnswer<List<ChatUser>> find(FindUsers q, Patience patience) {
        List<String> known = q.ids().stream()
                .filter(id -> rules.id(id).isEmpty())
                .limit(MAX_FOUND)
                .toList();
        return ChatAnswer.told(List.copyOf(
                patience.await(store.users().find(keys(q.at(), known))).values()));
    }

    ChatAnswer<Credentials> login(FindLogin q, Patience patience) {
        Optional<String> user = patience.await(store.logins().owner(q.at(), q.name()));
        return user.flatMap(id -> patience.await(store.users().credentials(key(q.at(), id))))
                .<ChatAnswer<Credentials>>map(ChatAnswer::told)
                .orElseGet(() -> ChatAnswer.refused(ChatFault.UNKNOWN_USER));
    }

    ChatAnswer<Listing<ChatUser>> list(ListUsers q, Patience patience) {
        return ChatAnswer.told(patience.await(store.users()
                .list(q.at(), new Page(q.page().number(), rules.page(q.page().size())))));
    }

    /** The user, unless unknown or deleted. */
    private Optional<ChatUser> there(AppNamespace at, String id, Patience patience) {
        if (rules.id(id).isPresent()) return Optional.empty();
        return patience.await(store.users().find(List.of(key(at, id)))).values().stream()
                .filter(user -> user.deleted().isEmpty())
                .findFirst();
    }

    private static UserKey key(AppNamespace at, String id) {
        return new UserKey(at, id);
    }

    private static List<UserKey> keys(AppNamespace at, Collection<String> ids) {
        return ids.stream().map(id -> new UserKey(at, id)).toList();
    }
}
