package dev.parley.bus.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.MessageQuestion.ChangedMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import java.util.Map;
import java.util.Optional;

/** Something that has happened in chat, is durable, and may be told to clients. */
public sealed interface ChatEvent {

    AppNamespace at();

    /** A message was sent.
     *
     * @param socket that sent it, if one did
     */
    record MessageSent(AppNamespace at, SentMessage sent, Optional<String> socket) implements ChatEvent {}

    record MessageEdited(AppNamespace at, ChangedMessage changed) implements ChatEvent {}

    record MessageDeleted(AppNamespace at, ChangedMessage changed) implements ChatEvent {}

    /** Somebody reacted to a message.
     *
     * @param on whether the user reacted, or took it back
     */
    record MessageReacted(AppNamespace at, ChangedMessage changed, String user, String name, boolean on)
            implements ChatEvent {}

    /**
     * A member has read more than before.
     *
     * @param message the one message that was read, if it was a single one
     * @param users those that are known of its author and the reader
     */
    record ReadMoved(
            AppNamespace at, ChatRoom room, Seat seat, Optional<ChatMessage> message, Map<String, ChatUser> users)
            implements ChatEvent {
        public ReadMoved {
            users = Map.copyOf(users);
        }
    }

    /** More than before has reached a member. */
    record DeliveredMoved(AppNamespace at, ChatRoom room, Seat seat) implements ChatEvent {}

    /** Somebody has become a member.
     *
     * @param room as it is with the member
     */
    record MemberAdded(AppNamespace at, ChatRoom room, String user) implements ChatEvent {}

    /** Somebody is a member no more.
     *
     * @param room as it is without the member
     */
    record MemberRemoved(AppNamespace at, ChatRoom room, String user) implements ChatEvent {}

    record RoomDeleted(AppNamespace at, ChatRoom room) implements ChatEvent {}
}
