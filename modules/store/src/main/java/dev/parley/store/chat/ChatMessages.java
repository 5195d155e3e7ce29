package dev.parley.store.chat;

import static dev.parley.store.documents.Documents.id;
import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages: {@code {_id, pos: app|namespace|room|seq, once: app|namespace|room|user|clientId, user, text, data, sent, edited,
 * deleted, reactions: {<name>: {<user>: when}}}}. {@code pos} is unique, so no two nodes give a message the same number;
 * {@code once} is, where there is one, so no message is stored twice. Safe on every thread.
 */
public final class ChatMessages {

    static final String COLLECTION = "chat_messages";

    private static final JsonObject PLACE = Documents.only("pos");
    private static final JsonObject SKETCH = Documents.only("pos", "user", "sent", "deleted");

    private final Documents messages;

    ChatMessages(MongoClient mongo) {
        messages = new Documents(
                mongo,
                COLLECTION,
                "_id",
                "pos",
                "once",
                "user",
                "text",
                "data",
                "sent",
                "edited",
                "deleted",
                "reactions");
    }

    /**
     * Stores messages one after the other, and stops at the first one whose id, place or client id is taken. Those of one
     * room have to follow one another in the order of their numbers, the first one right behind the room's newest one: so
     * there never is a gap, however far it comes.
     *
     * @return how many are stored, from the first one on. If it fails, any number of them may be, or may become so later
     */
    public Future<Integer> append(List<StoredMessage> appended) {
        return messages.insertInOrder(
                appended.stream().map(ChatMessages::document).toList());
    }

    private static JsonObject document(StoredMessage stored) {
        ChatMessage message = stored.message();
        JsonObject document = id(message.id())
                .put("pos", stored.room().place(message.seq()))
                .put("user", message.user())
                .put("text", message.text())
                .put("data", message.data().toString())
                .put("sent", message.sent().toEpochMilli());
        stored.once().ifPresent(once -> document.put("once", once));
        return document;
    }

    /** Which of these places are taken. */
    public Future<Map<RoomKey, Set<Long>>> present(Map<RoomKey, ? extends Collection<Long>> places) {
        return messages.find("pos", places(places), PLACE).map(found -> {
            var present = new HashMap<RoomKey, Set<Long>>();
            for (JsonObject each : found) {
                Place place = Place.of(each);
                present.computeIfAbsent(place.room(), room -> new HashSet<>()).add(place.seq());
            }
            return present;
        });
    }

    /** Those of a room with these numbers, by number. */
    public Future<Map<Long, ChatMessage>> find(RoomKey room, Collection<Long> seqs) {
        return messages.find("pos", places(room, seqs))
                .map(found -> found.stream()
                        .map(each -> message(each).message())
                        .collect(Collectors.toMap(ChatMessage::seq, message -> message)));
    }

    /** Those of several rooms, without what they say. */
    public Future<Map<RoomKey, List<Sketch>>> sketch(Map<RoomKey, ? extends Collection<Long>> places) {
        return messages.find("pos", places(places), SKETCH).map(found -> {
            var sketches = new HashMap<RoomKey, List<Sketch>>();
            places.keySet().forEach(room -> sketches.put(room, new ArrayList<>()));
            for (JsonObject each : found) {
                Place place = Place.of(each);
                requireNonNull(sketches.get(place.room()))
                        .add(new Sketch(
                                place.seq(),
                                each.getString("user"),
                                Stored.instant(each, "sent").orElseThrow(),
                                each.getLong("deleted") != null));
            }
            return sketches;
        });
    }

    private static List<String> places(Map<RoomKey, ? extends Collection<Long>> places) {
        return places.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(each.getKey()::place))
                .toList();
    }

    private static List<String> places(RoomKey room, Collection<Long> seqs) {
        return seqs.stream().map(room::place).toList();
    }

    /** Those with these ids, whatever room they are in. */
    public Future<List<StoredMessage>> byId(Collection<String> ids) {
        return messages.find("_id", ids)
                .map(found -> found.stream().map(ChatMessages::message).toList());
    }

    /** Those with these keys; see {@link StoredMessage#once}. */
    public Future<List<StoredMessage>> byOnce(Collection<String> keys) {
        return messages.find("once", keys)
                .map(found -> found.stream().map(ChatMessages::message).toList());
    }

    /** Puts another text, and data if given, in the place of a message's own. It may be a tombstone meanwhile: see there. */
    public Future<Optional<StoredMessage>> edit(String id, String text, Optional<RawJson> data, Instant now) {
        var change = new Change().set("text", text).set("edited", now.toEpochMilli());
        data.ifPresent(given -> change.set("data", given.toString()));
        return change(id, change);
    }

    /** Makes a tombstone of a message, since the first time that this was done: nothing of what it said is left. */
    public Future<Optional<StoredMessage>> bury(String id, Instant now) {
        var change = new Change()
                .min("deleted", now.toEpochMilli())
                .unset("text")
                .unset("data")
                .unset("edited")
                .unset("reactions");
        return change(id, change);
    }

    /** Adds a reaction, or takes it back. It may be a tombstone meanwhile. */
    public Future<Optional<StoredMessage>> react(String id, String user, String name, boolean on, Instant now) {
        String field = "reactions." + Keys.field(name) + "." + Keys.field(user);
        return change(id, on ? new Change().min(field, now.toEpochMilli()) : new Change().unset(field));
    }

    private Future<Optional<StoredMessage>> change(String id, Change change) {
        return messages.change(id, change.json()).map(found -> found.map(ChatMessages::message));
    }

    /** Removes those with these numbers for good; tells how many there were. */
    public Future<Long> remove(RoomKey room, Collection<Long> seqs) {
        return messages.remove("pos", places(room, seqs));
    }

    private static StoredMessage message(JsonObject document) {
        Place place = Place.of(document);
        Optional<Instant> deleted = Stored.instant(document, "deleted");
        // Whatever an edit may have left in a tombstone is not to be seen.
        boolean there = deleted.isEmpty();
        var message = new ChatMessage(
                document.getString("_id"),
                place.room().room(),
                place.seq(),
                document.getString("user"),
                there ? document.getString("text", "") : "",
                there ? Stored.json(document.getString("data")) : RawJson.EMPTY_OBJECT,
                Stored.instant(document, "sent").orElseThrow(),
                there ? Stored.instant(document, "edited") : Optional.empty(),
                deleted,
                there ? Reactions.of(document) : List.of());
        return new StoredMessage(place.room(), message, Optional.ofNullable(document.getString("once")));
    }

    /** Where a message is. */
    private record Place(RoomKey room, long seq) {

        static Place of(JsonObject document) {
            String pos = document.getString("pos");
            int end = pos.lastIndexOf(Keys.SEPARATOR);
            return new Place(RoomKey.parse(pos.substring(0, end)), Long.parseLong(pos.substring(end + 1)));
        }
    }
}
