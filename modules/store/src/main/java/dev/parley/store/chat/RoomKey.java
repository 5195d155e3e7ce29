package dev.parley.store.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.store.documents.Keys;

/** A room among those of all apps and namespaces. */
public record RoomKey(AppNamespace at, String room) {

    String text() {
        return Keys.scope(at) + Keys.SEPARATOR + Keys.part(room);
    }

    /** The place of a message in the room. */
    String place(long seq) {
        return text() + Keys.SEPARATOR + seq;
    }

    static RoomKey parse(String text) {
        String[] parts = text.split("\\|", 4);
        return new RoomKey(new AppNamespace(Keys.name(parts[0]), Keys.name(parts[1])), Keys.name(parts[2]));
    }
}
