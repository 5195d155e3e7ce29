package dev.parley.bus.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked about messages. {@code by} and {@code reader} are the user who asks, who has to be a member of the room and
 * the author where only the author may; nothing is the backend, which may all of it.
 */
public sealed interface MessageQuestion<T> extends ChatQuestion<T> {

    /** Where a message goes. */
    sealed interface Destination {}

    /** A room. */
    record ToRoom(String room) implements Destination {}

    /** A user: the direct conversation with the sender, which is made if need be. */
    record ToUser(String user) implements Destination {}

    /**
     * Stores a message and tells the clients. Safe to repeat with a client id: the same sender's second one with the same
     * id in the same room is the first one, and is told to nobody.
     *
     * @param user the sender
     * @param socket that sent it, if one did
     * @param data an object; a message needs a text that is more than white space, or a member in its data
     * @param trusted whether a backend sends in the user's name, who then need not be a member
     * @param knownUsersOnly whether the sender, and the user it goes to, must be known
     * @param trace of the request that it came with, as a W3C {@code traceparent}
     */
    record SendMessage(
            AppNamespace at,
            Destination to,
            String user,
            Optional<String> socket,
            String text,
            RawJson data,
            Optional<String> clientId,
            IdForm ids,
            boolean trusted,
            boolean knownUsersOnly,
            Optional<String> trace)
            implements MessageQuestion<SentMessage> {

        /** One of no trace. */
        public SendMessage(
                AppNamespace at,
                Destination to,
                String user,
                Optional<String> socket,
                String text,
                RawJson data,
                Optional<String> clientId,
                IdForm ids,
                boolean trusted,
                boolean knownUsersOnly) {
            this(at, to, user, socket, text, data, clientId, ids, trusted, knownUsersOnly, Optional.empty());
        }
    }

    /**
     * A message that is stored.
     *
     * @param users those that are known of the sender and, in a direct conversation, the other one
     * @param repeated whether it had been stored before
     */
    record SentMessage(ChatMessage message, ChatRoom room, Map<String, ChatUser> users, boolean repeated) {
        public SentMessage {
            users = Map.copyOf(users);
        }
    }

    /** Puts another text in the place of a message's own.
     *
     * @param data an object; nothing leaves it as it is
     */
    record EditMessage(AppNamespace at, String id, Optional<String> by, String text, Optional<RawJson> data)
            implements MessageQuestion<ChangedMessage> {}

    /** Makes a message a tombstone. Safe to repeat. */
    record DeleteMessage(AppNamespace at, String id, Optional<String> by) implements MessageQuestion<ChangedMessage> {}

    /** Adds a user's reaction, or takes it back. Safe to repeat. */
    record React(AppNamespace at, String id, String user, String name, boolean on)
            implements MessageQuestion<ChangedMessage> {}

    /** A message as it is now. */
    record ChangedMessage(ChatMessage message, ChatRoom room) {}

    record FindMessage(AppNamespace at, String id, Optional<String> reader) implements MessageQuestion<FoundMessage> {}

    /**
     * A message.
     *
     * @param seats of the members, in a direct conversation
     */
    record FoundMessage(ChatMessage message, ChatRoom room, List<Seat> seats) {
        public FoundMessage {
            seats = List.copyOf(seats);
        }
    }

    /** Which part of a room's history. */
    sealed interface Range {}

    /** The newest. */
    record Latest() implements Range {}

    /** Those with lesser numbers, the nearest. */
    record Before(long seq) implements Range {}

    /** Those with greater numbers, the nearest. */
    record After(long seq) implements Range {}

    /** The one of this number, and as many on either side. */
    record Around(long seq) implements Range {}

    /**
     * Part of a room's history. It takes as long at any place of a long history.
     *
     * @param limit from 1; no more than {@code chat.max-page}
     * @param tombstones whether deleted messages are among them
     */
    record History(AppNamespace at, String room, Optional<String> reader, Range range, int limit, boolean tombstones)
            implements MessageQuestion<HistoryPart> {}

    /**
     * Some messages that follow one another.
     *
     * @param messages the oldest first
     * @param seats of the members, in a direct conversation
     */
    record HistoryPart(
            ChatRoom room, List<ChatMessage> messages, boolean moreBefore, boolean moreAfter, List<Seat> seats) {
        public HistoryPart {
            messages = List.copyOf(messages);
            seats = List.copyOf(seats);
        }
    }

    /** A page of a room's history, without tombstones. */
    record HistoryPage(AppNamespace at, String room, Optional<String> reader, Page page)
            implements MessageQuestion<MessageListing> {}

    /** A page of all that a user has sent or received in direct conversations, without tombstones. */
    record MessagesOf(AppNamespace at, String user, Page page) implements MessageQuestion<MessageListing> {}

    /**
     * Messages, the newest first.
     *
     * @param rooms that they are in
     * @param seats of the members of those rooms that are direct conversations
     */
    record MessageListing(Listing<ChatMessage> messages, List<ChatRoom> rooms, List<Seat> seats) {
        public MessageListing {
            rooms = List.copyOf(rooms);
            seats = List.copyOf(seats);
        }
    }

    /** The user has read everything up to a number, which is no more than the newest one's. Never goes back. */
    record MarkRead(AppNamespace at, String room, String user, long seq) implements MessageQuestion<Marked> {}

    /** Everything up to a number has reached a device of the user. Never goes back. */
    record MarkDelivered(AppNamespace at, String room, String user, long seq) implements MessageQuestion<Marked> {}

    /**
     * How far a user is now.
     *
     * @param moved whether that is further than before; only then is it told
     */
    record Marked(Seat seat, ChatRoom room, boolean moved) {}

    /**
     * The user has read this one message, and nothing is said of those before it. Who wrote it is {@link
     * ChatFault#NOT_ADDRESSED}, and so is who is no member.
     */
    record MarkMessageRead(AppNamespace at, String id, String user) implements MessageQuestion<ReadMessage> {}

    /**
     * A message that a user has read.
     *
     * @param users those that are known of the author and the reader
     */
    record ReadMessage(ChatMessage message, ChatRoom room, Seat seat, Map<String, ChatUser> users, boolean moved) {
        public ReadMessage {
            users = Map.copyOf(users);
        }
    }

    /** What a user has not read, in all rooms. */
    record UnreadOf(AppNamespace at, String user) implements MessageQuestion<UnreadRooms> {}

    /**
     * What a user has not read.
     *
     * @param rooms those with something unread, by id
     */
    record UnreadRooms(Unread total, Map<String, Unread> rooms) {
        public UnreadRooms {
            rooms = Map.copyOf(rooms);
        }
    }
}
