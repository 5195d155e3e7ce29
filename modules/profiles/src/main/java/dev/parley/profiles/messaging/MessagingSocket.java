package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.bus.chat.MessageQuestion.ReadMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.Page;
import dev.parley.profiles.JsValue;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.messaging.Correspondence.Leaf;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.EventRefusal;
import dev.parley.sockets.SocketHandler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of the {@code messaging} profile. Confined to its event loop.
 *
 * <p>What the contract answers by an event is the acknowledgement too, for a client that asks for one; a refusal is event
 * {@code error} with {@code {"message"}}, and acknowledged as {@code {"error"}}.
 */
final class MessagingSocket implements SocketHandler {

    private static final Duration INDICATOR = Duration.ofSeconds(3);
    private static final int USUAL_LIMIT = 50;

    private static final String NO_MESSAGE = "Message not found";
    private static final String DENIED = "Access denied";
    private static final String NOT_MARKED = "Failed to mark message as read";
    private static final String NO_HISTORY = "Failed to get message history";
    private static final String NO_COUNT = "Failed to get unread count";

    private final ClientSocket socket;
    private final Account self;
    private final ProfileServices node;
    private final Presence presence;
    private final Typing typing;
    private final Paging paging;
    private final Chat chat;
    private final AppNamespace at;

    /** Those who are online, while they are looked up. */
    private @Nullable Future<List<OnlineUser>> listing;

    MessagingSocket(
            ClientSocket socket, Account self, MessagingConfig config, ProfileServices node, Presence presence) {
        this.socket = socket;
        this.self = self;
        this.node = node;
        this.presence = presence;
        this.typing = new Typing(node.vertx(), node.broadcaster(), socket, self, config.typingTimeout());
        this.paging = new Paging(USUAL_LIMIT, config.maxLimit());
        this.chat = node.chat();
        this.at = socket.appNamespace();
    }

    @Override
    public void connected() {
        socket.emit("connection", self.welcome());
        presence.connected(at, self.id());
        presence.list(at).onSuccess(users -> socket.emit("online_users", OnlineUser.list(users)));
    }

    @Override
    public void event(ClientEvent event) {
        switch (event.name()) {
            case "send_message" -> send(event);
            case "mark_message_read" -> markRead(event);
            case "typing_start" -> receiver(event).ifPresent(typing::start);
            case "typing_stop" -> receiver(event).ifPresent(typing::stop);
            case "typing_indicator" -> {
                RawJson typed = event.arg(0).member("isTyping").orElse(RawJson.NULL);
                if (!JsValue.isFalsy(typed)) receiver(event).ifPresent(id -> typing.endWithin(INDICATOR, id));
            }
            case "get_message_history" -> history(event);
            case "get_unread_count" -> countUnread(event);
            case "get_online_users" -> listOnline(event);
            default -> {}
        }
    }

    @Override
    public void refused(ClientEvent event, EventRefusal why) {
        refuse(event, why.message());
    }

    /** In the words that the contract has for it, where it has some. */
    @Override
    public void invalid(ClientEvent event, String why) {
        switch (event.name()) {
            case "send_message" ->
                refuse(event, Draft.read(event.arg(0)) instanceof Draft.Unfit(String text) ? text : Draft.FAILED);
            case "mark_message_read" -> refuse(event, NOT_MARKED);
            case "get_message_history" -> refuse(event, NO_HISTORY);
            default -> event.ack(JsonWriter.object(w -> w.name("error").string(why)));
        }
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        typing.stopAll();
        presence.disconnected(at);
    }

    // ---- send_message ----

    private void send(ClientEvent event) {
        switch (Draft.read(event.arg(0))) {
            case Draft.Unfit unfit -> refuse(event, unfit.why());
            case Draft.Ready ready ->
                chat.ask(ready.question(at, self.id(), Optional.of(socket.id())))
                        .onSuccess(answer -> sent(event, answer));
        }
    }

    private void sent(ClientEvent event, ChatAnswer<SentMessage> answer) {
        switch (answer) {
            case Told<SentMessage> told ->
                answer(event, "message_sent", DirectMessage.of(told.value()).confirmation());
            case Refused<SentMessage> refused -> refuse(event, Draft.why(refused.fault()));
        }
    }

    // ---- mark_message_read ----

    private void markRead(ClientEvent event) {
        RawJson payload = event.arg(0);
        RawJson id = payload.member("messageId").orElse(RawJson.NULL);
        Optional<String> message = ObjectId.of(id);
        if (message.isPresent()) {
            chat.ask(new MarkMessageRead(at, message.get(), self.id())).onSuccess(answer -> marked(event, answer));
        } else {
            refuse(event, !payload.isNull() && id.isNull() ? NO_MESSAGE : NOT_MARKED);
        }
    }

    private void marked(ClientEvent event, ChatAnswer<ReadMessage> answer) {
        switch (answer) {
            case Told<ReadMessage> told -> {
                ReadMessage read = told.value();
                // Whoever wrote it is told each time; the first time it is ChatVerticle that tells.
                if (!read.moved())
                    node.broadcaster().broadcast(MessagingDialect.read(at, read.message(), read.seat(), read.users()));
                answer(event, "message_read_confirmed", DirectMessage.of(read).confirmation());
            }
            case Refused<ReadMessage> refused -> refuse(event, whyNotMarked(refused.fault()));
        }
    }

    private static String whyNotMarked(ChatFault fault) {
        return switch (fault) {
            case UNKNOWN_MESSAGE, MESSAGE_DELETED, UNKNOWN_ROOM -> NO_MESSAGE;
            case NOT_ADDRESSED, NOT_A_MEMBER -> DENIED;
            default -> NOT_MARKED;
        };
    }

    // ---- typing ----

    private static Optional<String> receiver(ClientEvent event) {
        return event.arg(0).member("receiverId").flatMap(ObjectId::of);
    }

    // ---- get_message_history ----

    private void history(ClientEvent event) {
        Map<String, RawJson> members = event.arg(0).members();
        RawJson other = members.getOrDefault("otherUserId", RawJson.NULL);
        Optional<String> id = ObjectId.of(other);
        if (id.isEmpty()) {
            refuse(event, NO_HISTORY);
            return;
        }
        Page page = paging.of(members.getOrDefault("page", RawJson.NULL), members.getOrDefault("limit", RawJson.NULL));
        new Correspondence(chat).between(at, self.id(), id.get(), page).onSuccess(answer -> {
            switch (answer) {
                case Told<Leaf> told -> answer(event, "message_history", history(told.value(), other, id.get(), page));
                case Refused<Leaf> refused -> refuse(event, NO_HISTORY);
            }
        });
    }

    /** @param asked the other user as the client named it */
    private static RawJson history(Leaf leaf, RawJson asked, String other, Page page) {
        String name = Optional.ofNullable(leaf.users().get(other))
                .flatMap(ChatUser::name)
                .orElse("Unknown User");
        return JsonWriter.object(w -> {
            w.name("messages").beginArray();
            leaf.messages().reversed().forEach(message -> w.raw(message.toJson()));
            w.endArray();
            w.name("otherUser")
                    .beginObject()
                    .name("_id")
                    .raw(asked)
                    .name("name")
                    .string(name);
            w.endObject().name("pagination").beginObject();
            w.name("page").number(page.number()).name("hasMore").bool(leaf.hasMore(page));
            w.endObject();
        });
    }

    // ---- get_unread_count, get_online_users ----

    private void countUnread(ClientEvent event) {
        chat.ask(new UnreadOf(at, self.id())).onSuccess(answer -> {
            switch (answer) {
                case Told<UnreadRooms> told -> {
                    long count = told.value().total().count();
                    answer(
                            event,
                            "unread_count",
                            JsonWriter.object(w -> w.name("count").number(count)));
                }
                case Refused<UnreadRooms> refused -> refuse(event, NO_COUNT);
            }
        });
    }

    /** However often it is asked for meanwhile, the list is looked up, and sent, once. */
    private void listOnline(ClientEvent event) {
        if (listing == null) {
            listing = presence.list(at).onSuccess(users -> {
                listing = null;
                socket.emit("online_users", OnlineUser.briefList(users));
            });
        }
        listing.onSuccess(users -> event.ack(OnlineUser.briefList(users)));
    }

    // ---- Common ----

    private void answer(ClientEvent event, String name, RawJson payload) {
        socket.emit(name, payload);
        event.ack(payload);
    }

    private void refuse(ClientEvent event, String why) {
        socket.emit("error", JsonWriter.object(w -> w.name("message").string(why)));
        event.ack(JsonWriter.object(w -> w.name("error").string(why)));
    }
}
