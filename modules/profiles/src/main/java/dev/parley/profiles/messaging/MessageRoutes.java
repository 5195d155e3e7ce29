package dev.parley.profiles.messaging;

import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.FindMessage;
import dev.parley.bus.chat.MessageQuestion.FoundMessage;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.profiles.JsonBody;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.messaging.Door.Visit;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Single messages by HTTP: sent, shown, read, deleted. Safe on every thread. */
final class MessageRoutes {

    private static final String NO_MESSAGE = "Message not found";

    private final Chat chat;
    private final Door door;
    private final ConversationRoutes conversations;

    MessageRoutes(MessagingConfig config, ProfileServices node, Door door) {
        this.chat = node.chat();
        this.door = door;
        this.conversations = new ConversationRoutes(config, node.chat());
    }

    /** A route, below the profile's own path. */
    record Route(HttpMethod method, String path, Handler<RoutingContext> handler) {}

    /** All of them, fixed words before those that stand for anything. */
    List<Route> all() {
        return List.of(
                route(HttpMethod.POST, "/message", this::send),
                route(HttpMethod.GET, "/message", conversations::all),
                route(HttpMethod.GET, "/message/conversations/list", conversations::list),
                route(HttpMethod.GET, "/message/conversation/:id", conversations::with),
                route(HttpMethod.GET, "/message/unread/count", conversations::countUnread),
                route(HttpMethod.PUT, "/message/mark-read/:id", conversations::markRead),
                route(HttpMethod.PUT, "/message/:id/read", this::markRead),
                route(HttpMethod.DELETE, "/message/:id", this::delete));
    }

    private Route route(HttpMethod method, String path, Consumer<Visit> then) {
        return new Route(method, path, ctx -> door.open(ctx, then));
    }

    /** The id in the path; none if it cannot be one. */
    static Optional<String> id(RoutingContext ctx) {
        return Optional.ofNullable(ctx.pathParam("id")).flatMap(ObjectId::of);
    }

    private void send(Visit visit) {
        Optional<RawJson> body = JsonBody.of(visit.ctx());
        if (body.isEmpty()) {
            HttpReply.error(visit.ctx(), 400, "The body is not JSON");
            return;
        }
        switch (Draft.read(body.get())) {
            case Draft.Unfit unfit -> HttpReply.error(visit.ctx(), 400, unfit.why());
            case Draft.Ready ready ->
                answer(
                        visit,
                        chat.ask(ready.question(visit.at(), visit.user().id(), Optional.empty()))
                                .map(sent -> sent.map(DirectMessage::of)),
                        201,
                        DirectMessage::populated,
                        fault -> Draft.why(fault).equals(Draft.FAILED) ? fault.message() : Draft.why(fault));
        }
    }

    private void markRead(Visit visit) {
        Optional<String> id = id(visit.ctx());
        if (id.isEmpty()) {
            HttpReply.error(visit.ctx(), 404, NO_MESSAGE);
            return;
        }
        answer(
                visit,
                chat.ask(new MarkMessageRead(visit.at(), id.get(), visit.user().id()))
                        .map(read -> read.map(DirectMessage::of)),
                200,
                message -> JsonWriter.object(w -> w.name("updatedMessage").raw(message.populated())),
                fault -> why(fault, "Only receiver can mark message as read"));
    }

    /** Shows what was deleted, for the last time. */
    private void delete(Visit visit) {
        Optional<String> id = id(visit.ctx());
        if (id.isEmpty()) {
            HttpReply.error(visit.ctx(), 404, NO_MESSAGE);
            return;
        }
        Optional<String> user = Optional.of(visit.user().id());
        Future<ChatAnswer<DirectMessage>> deleted = Correspondence.then(
                chat.ask(new FindMessage(visit.at(), id.get(), user)),
                found -> found.message().deleted().isPresent()
                        ? Future.succeededFuture(ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE))
                        : chat.ask(new DeleteMessage(visit.at(), id.get(), user))
                                .map(gone -> gone.map(changed -> shown(found))));
        answer(
                visit,
                deleted,
                200,
                message -> JsonWriter.object(w -> w.name("deletedMessage").raw(message.bare())),
                fault -> why(fault, "Only sender can delete message"));
    }

    private static DirectMessage shown(FoundMessage found) {
        Map<String, ChatUser> nobody = Map.of();
        boolean read = Correspondence.isRead(found.message(), found.room(), found.seats());
        return DirectMessage.of(found.message(), found.room(), read, nobody);
    }

    private static String why(ChatFault fault, String forbidden) {
        return switch (fault) {
            case UNKNOWN_MESSAGE, MESSAGE_DELETED, UNKNOWN_ROOM -> NO_MESSAGE;
            case NOT_ADDRESSED, NOT_THE_AUTHOR, NOT_A_MEMBER -> forbidden;
            default -> fault.message();
        };
    }

    private static void answer(
            Visit visit,
            Future<ChatAnswer<DirectMessage>> asked,
            int status,
            Function<DirectMessage, RawJson> body,
            Function<ChatFault, String> why) {
        asked.onSuccess(answer -> {
            switch (answer) {
                case Told<DirectMessage> told -> HttpReply.send(visit.ctx(), status, body.apply(told.value()));
                case Refused<DirectMessage> refused ->
                    HttpReply.error(visit.ctx(), HttpReply.status(refused.fault()), why.apply(refused.fault()));
            }
        });
    }
}
