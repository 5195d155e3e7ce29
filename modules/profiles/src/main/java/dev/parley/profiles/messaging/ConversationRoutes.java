package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.DirectRoom;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.Unread;
import dev.parley.profiles.messaging.Door.Visit;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Conversations by HTTP: listed, paged, counted, marked as read. Safe on every thread. */
final class ConversationRoutes {

    private static final int USUAL_MESSAGES = 20;
    private static final int USUAL_CONVERSATION = 50;
    private static final String NO_USER = "User not found";

    private final Chat chat;
    private final Correspondence correspondence;
    private final Paging messages;
    private final Paging conversation;
    private final int most;

    ConversationRoutes(MessagingConfig config, Chat chat) {
        this.chat = chat;
        this.correspondence = new Correspondence(chat);
        this.messages = new Paging(USUAL_MESSAGES, config.maxLimit());
        this.conversation = new Paging(USUAL_CONVERSATION, config.maxLimit());
        this.most = config.maxLimit();
    }

    /** {@code {"messages","pagination"}}: all that the user has sent or received, the newest first. */
    void all(Visit visit) {
        Page page = page(messages, visit);
        answer(
                visit,
                correspondence.all(visit.at(), visit.user().id(), page),
                leaf -> JsonWriter.object(w -> {
                    w.name("messages").beginArray();
                    leaf.messages().forEach(message -> w.raw(message.populated()));
                    w.endArray();
                    HttpReply.pagination(w, page, leaf.total());
                }));
    }

    /** {@code {"conversation","otherUser","pagination"}}, the oldest first: here the first page is the oldest one. */
    void with(Visit visit) {
        other(visit, other -> {
            Page page = page(conversation, visit);
            String user = visit.user().id();
            answer(
                    visit,
                    new OldestFirst(correspondence).page(visit.at(), user, other.id(), page),
                    leaf -> JsonWriter.object(w -> {
                        w.name("conversation").beginArray();
                        leaf.messages().forEach(message -> w.raw(message.populated()));
                        w.endArray();
                        other.brief(w.name("otherUser"));
                        HttpReply.pagination(w, page, leaf.total());
                    }));
        });
    }

    /** {@code {"conversations"}}: those with the newest messages. */
    void list(Visit visit) {
        var list = new ConversationList(chat, visit.at(), visit.user().id());
        answer(visit, list.newest(most), Function.identity());
    }

    /** {@code {"unreadCount"}}. */
    void countUnread(Visit visit) {
        answer(
                visit,
                chat.ask(new UnreadOf(visit.at(), visit.user().id())),
                unread -> JsonWriter.object(
                        w -> w.name("unreadCount").number(unread.total().count())));
    }

    /** {@code {"message","modifiedCount"}}: everything that another user has sent is read. */
    void markRead(Visit visit) {
        other(
                visit,
                other -> answer(
                        visit,
                        marked(visit, other.id()),
                        count -> JsonWriter.object(w -> w.name("message")
                                .string("Messages marked as read")
                                .name("modifiedCount")
                                .number(count))));
    }

    private Future<ChatAnswer<Long>> marked(Visit visit, String other) {
        AppNamespace at = visit.at();
        String user = visit.user().id();
        String room = DirectRoom.id(user, other);
        var newest = chat.ask(new History(at, room, Optional.of(user), new Latest(), 1, false));
        return newest.compose(answer -> switch (answer) {
            case Told<HistoryPart> told when told.value().messages().isEmpty() -> none();
            case Told<HistoryPart> told ->
                Correspondence.then(
                        chat.ask(new UnreadOf(at, user)),
                        unread -> marked(
                                at,
                                room,
                                user,
                                told.value().messages().getLast().seq(),
                                unread));
            case Refused<HistoryPart> refused when refused.fault() == ChatFault.UNKNOWN_ROOM -> none();
            case Refused<HistoryPart> refused -> Future.succeededFuture(ChatAnswer.refused(refused.fault()));
        });
    }

    private static Future<ChatAnswer<Long>> none() {
        return Future.succeededFuture(ChatAnswer.told(0L));
    }

    private Future<ChatAnswer<Long>> marked(
            AppNamespace at, String room, String user, long newest, UnreadRooms unread) {
        long count = unread.rooms().getOrDefault(room, Unread.NONE).count();
        return chat.ask(new MarkRead(at, room, user, newest))
                .map(answer -> answer.map(marked -> marked.moved() ? count : 0));
    }

    // ---- Common ----

    private static Page page(Paging paging, Visit visit) {
        return paging.of(HttpReply.query(visit.ctx(), "page"), HttpReply.query(visit.ctx(), "limit"));
    }

    /** The user whom the path names, or 404. */
    private void other(Visit visit, Consumer<Account> then) {
        Optional<String> id = MessageRoutes.id(visit.ctx());
        if (id.isEmpty()) {
            HttpReply.error(visit.ctx(), 404, NO_USER);
            return;
        }
        correspondence.find(visit.at(), Set.of(id.get())).onSuccess(answer -> {
            switch (answer) {
                case Told<Map<String, ChatUser>> told ->
                    Optional.ofNullable(told.value().get(id.get()))
                            .map(Account::of)
                            .ifPresentOrElse(then, () -> HttpReply.error(visit.ctx(), 404, NO_USER));
                case Refused<Map<String, ChatUser>> refused -> HttpReply.refused(visit.ctx(), refused.fault());
            }
        });
    }

    private static <T> void answer(Visit visit, Future<ChatAnswer<T>> asked, Function<T, RawJson> body) {
        asked.onSuccess(answer -> {
            switch (answer) {
                case Told<T> told -> HttpReply.ok(visit.ctx(), body.apply(told.value()));
                case Refused<T> refused -> HttpReply.refused(visit.ctx(), refused.fault());
            }
        });
    }
}
