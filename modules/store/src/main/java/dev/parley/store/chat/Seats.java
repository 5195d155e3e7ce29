package dev.parley.store.chat;

import dev.parley.bus.chat.Seat;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far members are: {@code {_id: app|namespace|room|user, read, delivered, apart: [seq], readAt}}. Watermarks only rise,
 * in whatever order changes come. Safe on every thread.
 */
public final class Seats {

    static final String COLLECTION = "chat_seats";

    private final Documents seats;

    Seats(MongoClient mongo) {
        seats = new Documents(mongo, COLLECTION, "_id", "read", "delivered", "apart", "readAt");
    }

    /** A member's place in a room. */
    public record SeatKey(RoomKey room, String user) {
        String text() {
            return room.text() + Keys.SEPARATOR + Keys.part(user);
        }
    }

    /** The seat of each, taken or not. */
    public Future<Map<SeatKey, Seat>> find(Collection<SeatKey> keys) {
        return seats.find("_id", keys.stream().map(SeatKey::text).toList()).map(found -> {
            Map<String, JsonObject> byId =
                    found.stream().collect(Collectors.toMap(each -> each.getString("_id"), each -> each));
            var seats = new HashMap<SeatKey, Seat>();
            keys.forEach(key -> seats.put(key, seat(key, Optional.ofNullable(byId.get(key.text())))));
            return seats;
        });
    }

    /** Everything up to a number is read; tells the seat as it was before. */
    public Future<Seat> read(SeatKey key, long seq, Instant now) {
        return change(key, new Change().max("read", seq).max("delivered", seq).max("readAt", now.toEpochMilli()));
    }

    /** Everything up to a number is delivered; tells the seat as it was before. */
    public Future<Seat> delivered(SeatKey key, long seq) {
        return change(key, new Change().max("delivered", seq));
    }

    /** One message is read; tells the seat as it was before. */
    public Future<Seat> readApart(SeatKey key, long seq, Instant now) {
        return change(key, new Change().add("apart", seq).max("readAt", now.toEpochMilli()));
    }

    /** Lets go of what was read apart up to a number that {@code read} has passed. */
    public Future<Void> forgetApart(SeatKey key, long seq) {
        var upTo = new JsonObject().put("$lte", seq);
        return change(key, new Change().pull("apart", upTo)).mapEmpty();
    }

    private Future<Seat> change(SeatKey key, Change change) {
        return seats.changeAndTellBefore(key.text(), change.json(), true).map(before -> seat(key, before));
    }

    private static Seat seat(SeatKey key, Optional<JsonObject> stored) {
        JsonObject document = stored.orElseGet(JsonObject::new);
        long read = Stored.number(document, "read", 0);
        Set<Long> apart = document.getJsonArray("apart", new JsonArray()).stream()
                .map(seq -> ((Number) seq).longValue())
                .filter(seq -> seq > read)
                .collect(Collectors.toSet());
        return new Seat(
                key.room().room(),
                key.user(),
                Math.max(read, Stored.number(document, "delivered", 0)),
                read,
                apart,
                Stored.instant(document, "readAt"));
    }
}
