package dev.parley.bus.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message;

/** A question to ChatVerticle, answered by a {@code T} or by a refusal. */
public sealed interface ChatQuestion<T> extends Message.ToChat<ChatAnswer<T>>
        permits UserQuestion, RoomQuestion, MessageQuestion {

    /** Where. */
    AppNamespace at();
}
