package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.DirectRoom;
import dev.parley.store.chat.RoomKey;

/** Where direct conversations are. */
final class DirectRooms {

    private DirectRooms() {}

    static RoomKey between(AppNamespace at, String user, String other) {
        return new RoomKey(at, DirectRoom.id(user, other));
    }

    /** Whether a room of this id could be taken for a direct conversation. */
    static boolean isTaken(String id) {
        return DirectRoom.isTaken(id);
    }
}
