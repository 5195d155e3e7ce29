package dev.parley.store.chat;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.UserQuestion.Credentials;
import dev.parley.bus.chat.UserQuestion.Login;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Users: {@code {_id: app|namespace|user, scope, name, data, created, updated, deleted, seen, logins, hash}}. Times are
 * milliseconds; {@code data} is text, so that nothing in it means something to the store. Safe on every thread.
 */
public final class ChatUsers {

    static final String COLLECTION = "chat_users";

    private final Documents users;

    ChatUsers(MongoClient mongo) {
        users = new Documents(
                mongo, COLLECTION, "_id", "name", "data", "created", "updated", "deleted", "seen", "logins", "hash");
    }

    /** False if there is a user of this id. */
    public Future<Boolean> insert(AppNamespace at, ChatUser user, Optional<Login> login) {
        JsonObject document = id(new UserKey(at, user.id()).text())
                .put("scope", Keys.scope(at))
                .put("data", user.data().toString())
                .put("created", user.created().toEpochMilli())
                .put("updated", user.updated().toEpochMilli());
        user.name().ifPresent(name -> document.put("name", name));
        login.ifPresent(given ->
                document.put("hash", given.passwordHash()).put("logins", new JsonArray(List.copyOf(given.names()))));
        return users.insert(document);
    }

    /** Takes back an {@link #insert}. */
    public Future<Void> remove(UserKey key) {
        return users.remove("_id", List.of(key.text())).mapEmpty();
    }

    /** Makes the user, or puts this in the place of what there is; a deleted one is there again. */
    public Future<ChatUser> put(UserKey key, Optional<String> name, RawJson data, Instant now) {
        var change = new Change()
                .set("data", data.toString())
                .set("updated", now.toEpochMilli())
                .first("created", now.toEpochMilli())
                .first("scope", Keys.scope(key.at()))
                .unset("deleted");
        name.ifPresentOrElse(given -> change.set("name", given), () -> change.unset("name"));
        return users.put(key.text(), change.json()).map(ChatUsers::user);
    }

    /** Changes what is given; nothing if there is no such user. */
    public Future<Optional<ChatUser>> update(UserKey key, Optional<String> name, Optional<RawJson> data, Instant now) {
        var change = new Change().set("updated", now.toEpochMilli());
        name.ifPresent(given -> change.set("name", given));
        data.ifPresent(given -> change.set("data", given.toString()));
        return users.change(key.text(), change.json()).map(found -> found.map(ChatUsers::user));
    }

    /** Marks the user as deleted; tells the user, and the names to sign in by that are free now. */
    public Future<Optional<Deleted>> delete(UserKey key, Instant now) {
        var change = new Change()
                .min("deleted", now.toEpochMilli())
                .set("updated", now.toEpochMilli())
                .unset("hash");
        return users.change(key.text(), change.json())
                .map(found -> found.map(document -> new Deleted(user(document), logins(document))));
    }

    /** A deleted user and the names that he signed in by. */
    public record Deleted(ChatUser user, Set<String> logins) {
        public Deleted {
            logins = Set.copyOf(logins);
        }
    }

    /** Those that are known, deleted ones too. */
    public Future<Map<UserKey, ChatUser>> find(Collection<UserKey> keys) {
        return users.find("_id", keys.stream().map(UserKey::text).toList())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(each -> UserKey.parse(each.getString("_id")), ChatUsers::user)));
    }

    /** Who signs in, and by what; nothing for who is unknown or deleted, or signs in elsewhere. */
    public Future<Optional<Credentials>> credentials(UserKey key) {
        return users.one(key.text())
                .map(found -> found.filter(each -> each.getValue("deleted") == null && each.containsKey("hash"))
                        .map(each -> new Credentials(user(each), each.getString("hash"))));
    }

    /** Those that are not deleted, the newest first. */
    public Future<Listing<ChatUser>> list(AppNamespace at, Page page) {
        var there = new JsonObject().put("scope", Keys.scope(at)).putNull("deleted");
        var newestFirst = new JsonObject().put("created", -1).put("_id", -1);
        Future<List<JsonObject>> items = users.list(there, newestFirst, page.offset(), page.size());
        Future<Long> total = users.count(there);
        return Future.all(items, total)
                .map(done -> new Listing<>(
                        items.result().stream().map(ChatUsers::user).toList(), total.result()));
    }

    /** When users were last seen; unknown ones stay unknown. */
    public Future<Void> seen(Map<UserKey, Instant> when) {
        return users.changeAll(when.entrySet().stream()
                .map(each -> Documents.change(
                        each.getKey().text(),
                        new Change().max("seen", each.getValue().toEpochMilli()).json(),
                        false))
                .toList());
    }

    private static ChatUser user(JsonObject document) {
        return new ChatUser(
                UserKey.parse(document.getString("_id")).user(),
                Optional.ofNullable(document.getString("name")),
                Stored.json(document.getString("data")),
                Stored.instant(document, "created").orElseThrow(),
                Stored.instant(document, "updated").orElseThrow(),
                Stored.instant(document, "deleted"),
                Stored.instant(document, "seen"));
    }

    private static Set<String> logins(JsonObject document) {
        return document.getJsonArray("logins", new JsonArray()).stream()
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }
}
