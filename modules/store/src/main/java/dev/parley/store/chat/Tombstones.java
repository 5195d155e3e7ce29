package dev.parley.store.chat;

import dev.parley.store.documents.Change;
import dev.parley.store.documents.Documents;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which numbers of a room are tombstones, in blocks of 1,000 numbers: {@code {_id: app|namespace|room|block, seqs: [seq]}}.
 * So whoever passes over them need not read them all. Safe on every thread.
 */
public final class Tombstones {

    static final String COLLECTION = "chat_tombstones";

    private static final long BLOCK = 1_000;

    private final Documents blocks;

    Tombstones(MongoClient mongo) {
        blocks = new Documents(mongo, COLLECTION, "_id", "seqs");
    }

    /** There is one more. */
    public Future<Void> add(RoomKey room, long seq) {
        Change change = new Change().add("seqs", seq);
        return blocks.changeAll(List.of(Documents.change(room.place(block(seq)), change.json(), true)));
    }

    /** Those among the numbers {@code from} to {@code to}; takes a look-up for each thousand numbers. */
    public Future<Set<Long>> among(RoomKey room, long from, long to) {
        var asked = new ArrayList<String>();
        for (long block = block(from); block <= block(to); block++) asked.add(room.place(block));
        return blocks.find("_id", asked).map(found -> {
            var seqs = new HashSet<Long>();
            for (JsonObject each : found) {
                each.getJsonArray("seqs").forEach(seq -> seqs.add(((Number) seq).longValue()));
            }
            seqs.removeIf(seq -> seq < from || seq > to);
            return seqs;
        });
    }

    /** Forgets blocks all of whose numbers are before {@code first} and not before {@code since}. */
    public Future<Void> forget(RoomKey room, long since, long first) {
        var gone = new ArrayList<String>();
        for (long block = block(since); block < block(first); block++) gone.add(room.place(block));
        return blocks.remove("_id", gone).mapEmpty();
    }

    private static long block(long seq) {
        return seq / BLOCK;
    }
}
