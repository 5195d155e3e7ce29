package dev.parley.chat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.store.chat.StoredRoom;

/** A message and the room that it is in. */
record Found(ChatMessage message, StoredRoom stored) {

    ChatRoom room() {
        return stored.room();
    }

    boolean deleted() {
        return message.deleted().isPresent();
    }
}
