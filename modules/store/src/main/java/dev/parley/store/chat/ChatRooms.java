package dev.parley.store.chat;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rooms: {@code {_id: app|namespace|room, scope, kind, name, data, members: {<user>: joined}, first, swept, retention, retentionSet, created,
 * updated, deleted}}. Times are milliseconds. No message changes it, for with many members it is large. Safe on every
 * thread.
 */
public final class ChatRooms {

    static final String COLLECTION = "chat_rooms";

    private final Documents rooms;

    ChatRooms(MongoClient mongo) {
        rooms = new Documents(
                mongo,
                COLLECTION,
                "_id",
                "kind",
                "name",
                "data",
                "members",
                "first",
                "swept",
                "retention",
                "retentionSet",
                "created",
                "updated",
                "deleted");
    }

    /** False if there is a room of this id. */
    public Future<Boolean> insert(AppNamespace at, ChatRoom room) {
        var members = new JsonObject();
        room.members()
                .forEach(member ->
                        members.put(Keys.field(member.user()), member.joined().toEpochMilli()));
        JsonObject document = id(new RoomKey(at, room.id()).text())
                .put("scope", Keys.scope(at))
                .put("kind", room.kind().name())
                .put("data", room.data().toString())
                .put("members", members)
                .put("created", room.created().toEpochMilli())
                .put("updated", room.updated().toEpochMilli());
        room.name().ifPresent(name -> document.put("name", name));
        room.retention().ifPresent(kept -> document.put("retention", Math.max(1, kept.toMillis())));
        return rooms.insert(document);
    }

    /** Makes direct rooms with these members, unless they are there. */
    public Future<Void> makeDirect(Map<RoomKey, Set<String>> made, Instant now) {
        var changes = new ArrayList<BulkOperation>();
        made.forEach((key, users) -> {
            var change = new Change()
                    .first("scope", Keys.scope(key.at()))
                    .first("kind", Kind.DIRECT.name())
                    .first("data", RawJson.EMPTY_OBJECT.toString())
                    .first("created", now.toEpochMilli())
                    .first("updated", now.toEpochMilli());
            users.forEach(user -> change.min(member(user), now.toEpochMilli()));
            changes.add(Documents.change(key.text(), change.json(), true));
        });
        return rooms.changeAll(changes);
    }

    /** Those that there are, deleted ones too. */
    public Future<Map<RoomKey, StoredRoom>> find(Collection<RoomKey> keys) {
        return rooms.find("_id", keys.stream().map(RoomKey::text).toList())
                .map(found ->
                        found.stream().map(ChatRooms::room).collect(Collectors.toMap(StoredRoom::key, room -> room)));
    }

    /** Changes what is given; a retention of zero is none. Nothing if there is no such room. */
    public Future<Optional<StoredRoom>> update(
            RoomKey key, Optional<String> name, Optional<RawJson> data, Optional<Duration> retention, Instant now) {
        var change = new Change().set("updated", now.toEpochMilli());
        name.ifPresent(given -> change.set("name", given));
        data.ifPresent(given -> change.set("data", given.toString()));
        retention.ifPresent(kept -> {
            if (kept.isPositive()) change.set("retention", Math.max(1, kept.toMillis()));
            else change.unset("retention");
            change.set("retentionSet", now.toEpochMilli());
        });
        return rooms.change(key.text(), change.json()).map(found -> found.map(ChatRooms::room));
    }

    /** Marks it as deleted, since the first time that this was done. */
    public Future<Optional<StoredRoom>> delete(RoomKey key, Instant now) {
        var change = new Change().min("deleted", now.toEpochMilli()).set("updated", now.toEpochMilli());
        return rooms.change(key.text(), change.json()).map(found -> found.map(ChatRooms::room));
    }

    /** Adds a member, who keeps the time of joining if he is one; tells the room as it was before. */
    public Future<Optional<StoredRoom>> addMember(RoomKey key, String user, Instant now) {
        return changeMember(key, new Change().min(member(user), now.toEpochMilli()), now);
    }

    /** Takes a member away; tells the room as it was before. */
    public Future<Optional<StoredRoom>> removeMember(RoomKey key, String user, Instant now) {
        return changeMember(key, new Change().unset(member(user)), now);
    }

    private Future<Optional<StoredRoom>> changeMember(RoomKey key, Change change, Instant now) {
        change.max("updated", now.toEpochMilli());
        return rooms.changeAndTellBefore(key.text(), change.json(), false).map(found -> found.map(ChatRooms::room));
    }

    /** Says that messages before a number are gone, or go now. */
    public Future<Void> begin(RoomKey key, long first) {
        return rooms.change(key.text(), new Change().max("first", first).json()).mapEmpty();
    }

    /** Says that no message before a number is left. */
    public Future<Void> endSweep(RoomKey key, long swept) {
        return rooms.change(key.text(), new Change().max("swept", swept).json()).mapEmpty();
    }

    /** Groups that are not deleted, the newest first. */
    public Future<Listing<ChatRoom>> list(AppNamespace at, Page page) {
        var there = new JsonObject()
                .put("scope", Keys.scope(at))
                .put("kind", Kind.GROUP.name())
                .putNull("deleted");
        var newestFirst = new JsonObject().put("created", -1).put("_id", -1);
        Future<List<JsonObject>> items = rooms.list(there, newestFirst, page.offset(), page.size());
        Future<Long> total = rooms.count(there);
        return Future.all(items, total)
                .map(done -> new Listing<>(
                        items.result().stream().map(each -> room(each).room()).toList(), total.result()));
    }

    private static String member(String user) {
        return "members." + Keys.field(user);
    }

    private static StoredRoom room(JsonObject document) {
        RoomKey key = RoomKey.parse(document.getString("_id"));
        var members = new ArrayList<Member>();
        Stored.named(document, "members")
                .forEach((user, joined) ->
                        members.add(new Member(user, Instant.ofEpochMilli(((Number) joined).longValue()))));
        members.sort(Comparator.comparing(Member::joined));
        var room = new ChatRoom(
                key.room(),
                Kind.valueOf(document.getString("kind")),
                Optional.ofNullable(document.getString("name")),
                Stored.json(document.getString("data")),
                members,
                Stored.instant(document, "created").orElseThrow(),
                Stored.instant(document, "updated").orElseThrow(),
                Stored.instant(document, "deleted"),
                Optional.ofNullable(document.getLong("retention")).map(Duration::ofMillis));
        return new StoredRoom(
                key,
                room,
                Stored.number(document, "first", 1),
                Stored.number(document, "swept", 1),
                Stored.instant(document, "retentionSet").orElse(room.created()));
    }
}
