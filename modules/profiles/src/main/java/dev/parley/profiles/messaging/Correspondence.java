package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.DirectRoom;
import dev.parley.bus.chat.MessageQuestion.HistoryPage;
import dev.parley.bus.chat.MessageQuestion.MessageListing;
import dev.parley.bus.chat.MessageQuestion.MessagesOf;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.Seat;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pages of messages with what clients are shown of them. Safe on every thread; answers come to the context that asked. */
record Correspondence(Chat chat) {

    /**
     * A page of messages.
     *
     * @param messages the newest first
     * @param total of all pages
     * @param users those that are known of whom they are from and to
     */
    record Leaf(List<DirectMessage> messages, long total, Map<String, ChatUser> users) {
        Leaf {
            messages = List.copyOf(messages);
            users = Map.copyOf(users);
        }

        boolean hasMore(Page page) {
            return page.offset() + messages.size() < total;
        }
    }

    /** What two users have written to each other; nothing, if they have not, or one of them is unknown. */
    Future<ChatAnswer<Leaf>> between(AppNamespace at, String user, String other, Page page) {
        return then(
                find(at, Set.of(user).contains(other) ? Set.of(user) : Set.of(user, other)),
                users -> chat.ask(new HistoryPage(at, DirectRoom.id(user, other), Optional.of(user), page))
                        .map(answer -> switch (answer) {
                            case Told<MessageListing> told -> ChatAnswer.told(leaf(told.value(), users));
                            case Refused<MessageListing> refused
                            when refused.fault() == ChatFault.UNKNOWN_ROOM ->
                                ChatAnswer.told(new Leaf(List.of(), 0, users));
                            case Refused<MessageListing> refused -> ChatAnswer.refused(refused.fault());
                        }));
    }

    /** Everything that a user has sent or received. */
    Future<ChatAnswer<Leaf>> all(AppNamespace at, String user, Page page) {
        return then(
                chat.ask(new MessagesOf(at, user, page)),
                listing -> find(at, people(listing)).map(answer -> answer.map(users -> leaf(listing, users))));
    }

    /** Those of some users that are known, by id. */
    Future<ChatAnswer<Map<String, ChatUser>>> find(AppNamespace at, Set<String> ids) {
        return chat.ask(new FindUsers(at, ids))
                .map(answer -> answer.map(
                        users -> users.stream().collect(Collectors.toMap(ChatUser::id, Function.identity()))));
    }

    /** The first refusal, or what comes of going on. */
    static <T, U> Future<ChatAnswer<U>> then(Future<ChatAnswer<T>> first, Function<T, Future<ChatAnswer<U>>> goOn) {
        return first.compose(answer -> switch (answer) {
            case Told<T> told -> goOn.apply(told.value());
            case Refused<T> refused -> Future.succeededFuture(ChatAnswer.refused(refused.fault()));
        });
    }

    private static Set<String> people(MessageListing listing) {
        return listing.rooms().stream()
                .map(ChatRoom::members)
                .flatMap(Collection::stream)
                .map(ChatRoom.Member::user)
                .collect(Collectors.toSet());
    }

    private static Leaf leaf(MessageListing listing, Map<String, ChatUser> users) {
        Map<String, ChatRoom> rooms =
                listing.rooms().stream().collect(Collectors.toMap(ChatRoom::id, Function.identity()));
        List<DirectMessage> messages = listing.messages().items().stream()
                .flatMap(each -> Stream.ofNullable(rooms.get(each.room()))
                        .map(room -> DirectMessage.of(each, room, isRead(each, room, listing.seats()), users)))
                .toList();
        return new Leaf(messages, listing.messages().total(), users);
    }

    static boolean isRead(ChatMessage message, ChatRoom room, List<Seat> seats) {
        String receiver = room.other(message.user());
        return seats.stream()
                .anyMatch(seat ->
                        seat.room().equals(room.id()) && seat.user().equals(receiver) && seat.hasRead(message.seq()));
    }
}
