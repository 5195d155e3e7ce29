package dev.parley.store.chat;

import dev.parley.store.documents.Schema;
import dev.parley.store.documents.StoreLost;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;

/** What chat keeps. Safe on every thread; every future that fails does so with a {@link StoreLost}. */
public final class ChatStore {

    private static final List<String> COLLECTIONS = List.of(
            ChatUsers.COLLECTION,
            Logins.COLLECTION,
            ChatRooms.COLLECTION,
            Inboxes.COLLECTION,
            ChatMessages.COLLECTION,
            Seats.COLLECTION,
            HeadHints.COLLECTION,
            Tombstones.COLLECTION,
            Retained.COLLECTION);

    private final MongoClient mongo;
    private final ChatUsers users;
    private final Logins logins;
    private final ChatRooms rooms;
    private final Inboxes inboxes;
    private final ChatMessages messages;
    private final Seats seats;
    private final HeadHints heads;
    private final Tombstones tombstones;
    private final Retained retained;

    /** What is behind a connection. */
    public ChatStore(MongoClient mongo) {
        this.mongo = mongo;
        users = new ChatUsers(mongo);
        logins = new Logins(mongo);
        rooms = new ChatRooms(mongo);
        inboxes = new Inboxes(mongo);
        messages = new ChatMessages(mongo);
        seats = new Seats(mongo);
        heads = new HeadHints(mongo);
        tombstones = new Tombstones(mongo);
        retained = new Retained(mongo);
    }

    /** Makes the collections and their indexes where they are missing; nothing else may be asked before. Safe to repeat. */
    public Future<Void> prepare() {
        return new Schema(mongo)
                .collections(COLLECTIONS)
                .unique(ChatMessages.COLLECTION, "pos", false)
                .unique(ChatMessages.COLLECTION, "once", true)
                .newestFirst(ChatUsers.COLLECTION, "created", "scope", "deleted")
                .newestFirst(ChatRooms.COLLECTION, "created", "scope", "kind", "deleted")
                .made();
    }

    /** The users. */
    public ChatUsers users() {
        return users;
    }

    /** The names that users sign in by. */
    public Logins logins() {
        return logins;
    }

    /** The rooms. */
    public ChatRooms rooms() {
        return rooms;
    }

    /** Which rooms users are in. */
    public Inboxes inboxes() {
        return inboxes;
    }

    /** The messages. */
    public ChatMessages messages() {
        return messages;
    }

    /** How far members are. */
    public Seats seats() {
        return seats;
    }

    /** Where rooms end, about. */
    public HeadHints heads() {
        return heads;
    }

    /** Which messages are deleted. */
    public Tombstones tombstones() {
        return tombstones;
    }

    /** The rooms that keep messages for some time only. */
    public Retained retained() {
        return retained;
    }
}
