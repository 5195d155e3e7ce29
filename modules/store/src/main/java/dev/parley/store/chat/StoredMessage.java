package dev.parley.store.chat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.store.documents.Keys;
import java.util.Optional;

/**
 * A message as it is stored.
 *
 * @param once what makes it the one message of its sender with a client id, if it has one; see {@link #once(RoomKey, String,
 *     String)}
 */
public record StoredMessage(RoomKey room, ChatMessage message, Optional<String> once) {

    /** The key that no two messages have: of one sender in one room, with the same client id. */
    public static String once(RoomKey room, String user, String clientId) {
        return room.text() + Keys.SEPARATOR + Keys.part(user) + Keys.SEPARATOR + Keys.part(clientId);
    }
}
