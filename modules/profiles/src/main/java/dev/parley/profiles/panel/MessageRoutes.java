package dev.parley.profiles.panel;

import dev.parley.api.http.Routes;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.HistoryPage;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.profiles.panel.Uploads.Kept;
import dev.parley.profiles.panel.Uploads.NotKept;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Optional;

/** Messages of a room, for its members: {@code /room/{room_id}/message} and below. Stateless. */
final class MessageRoutes {

    private static final PanelAnswer EMPTY = PanelAnswer.handled(400, "Message is emtpy!");
    private static final PanelAnswer WRONG = PanelAnswer.handled(500, "Something went wrong");

    private final PanelChat chat;
    private final Reading reading;
    private final Uploads uploads;
    private final int maxPerPage;

    MessageRoutes(PanelChat chat, Reading reading, Uploads uploads, int maxPerPage) {
        this.chat = chat;
        this.reading = reading;
        this.uploads = uploads;
        this.maxPerPage = maxPerPage;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        SecurityPolicyHandler users = door.users();
        routes.post("/room/:room_id/message/send", users, this::check, uploads.body(), this::send);
        routes.get("/room/:room_id/message", users, this::list);
    }

    /** Files of somebody who is no member are not even read; without files sending itself will tell. */
    private void check(RoutingContext ctx) {
        if (!PanelBody.isMultipart(ctx.request())) {
            ctx.next();
            return;
        }
        chat.ask(new FindRoom(chat.at(), room(ctx)))
                .onSuccess(answer -> {
                    switch (answer) {
                        case Refused<ChatRoom> refused ->
                            notRead(refused.fault()).send(ctx);
                        case Told<ChatRoom> told when !told.value().has(user(ctx)) -> RoomRoutes.NOT_YOURS.send(ctx);
                        case Told<ChatRoom> member -> ctx.next();
                    }
                })
                .onFailure(ctx::fail);
    }

    private Future<PanelAnswer> send(RoutingContext ctx, Fields body) {
        Optional<String> camel = body.optional("textMessage");
        Optional<String> text = camel.isPresent() ? camel : body.optional("text_message");
        return uploads.keep(room(ctx), Incoming.of(ctx)).compose(outcome -> switch (outcome) {
            case NotKept not -> Future.succeededFuture(not.why());
            // A form, which alone can have files, has no members that are no texts.
            case Kept kept when !body.faults().isEmpty() -> Future.succeededFuture(PanelAnswer.invalid(body.faults()));
            case Kept kept -> send(ctx, text.orElse(""), kept);
        });
    }

    private Future<PanelAnswer> send(RoutingContext ctx, String text, Kept kept) {
        var question = new SendMessage(
                chat.at(),
                new ToRoom(room(ctx)),
                user(ctx),
                Optional.empty(),
                text,
                PanelFile.data(kept.files()),
                Optional.empty(),
                IdForm.UUID,
                false,
                true);
        return chat.ask(question).compose(answer -> switch (answer) {
            case Told<SentMessage> told ->
                Future.succeededFuture(sent(told.value().message()));
            case Refused<SentMessage> refused -> undone(refused.fault(), kept).map(notSent(refused.fault()));
        });
    }

    /** Where nobody knows whether there is a message, there may be one that has these files. */
    private Future<Void> undone(ChatFault fault, Kept kept) {
        return fault == ChatFault.UNAVAILABLE ? Future.succeededFuture() : uploads.remove(kept);
    }

    private static PanelAnswer sent(ChatMessage message) {
        return PanelAnswer.handled(200, "Successfully sent message", w -> PanelJson.message(w, message));
    }

    private static PanelAnswer notSent(ChatFault fault) {
        return switch (fault) {
            case EMPTY_MESSAGE -> EMPTY;
            case TEXT_TOO_LONG -> PanelAnswer.invalid(List.of("textMessage is longer than allowed"));
            case DATA_TOO_LARGE -> PanelAnswer.invalid(List.of("fileMessages have longer names than allowed"));
            case NOT_A_MEMBER, UNKNOWN_ROOM -> RoomRoutes.NOT_YOURS;
            default -> WRONG;
        };
    }

    private Future<PanelAnswer> list(RoutingContext ctx) {
        return switch (PageRequest.of(ctx, maxPerPage)) {
            case PageRequest.Bad bad -> Future.succeededFuture(PanelAnswer.invalid(bad.faults()));
            case PageRequest.Good good ->
                chat.then(
                        new HistoryPage(chat.at(), room(ctx), Optional.of(user(ctx)), good.page()),
                        page -> listed(ctx, page.messages().items()),
                        MessageRoutes::notRead);
        };
    }

    private Future<PanelAnswer> listed(RoutingContext ctx, List<ChatMessage> newestFirst) {
        return reading.read(user(ctx), newestFirst).map(PanelAnswer.handled(200, "Found all messages!", w -> {
            w.beginArray();
            newestFirst.forEach(message -> PanelJson.message(w, message));
            w.endArray();
        }));
    }

    /** What nobody may read who asks for it is not there, for all that one can tell. */
    private static PanelAnswer notRead(ChatFault fault) {
        return switch (fault) {
            case NOT_A_MEMBER, UNKNOWN_ROOM -> RoomRoutes.NOT_YOURS;
            default -> PanelAnswer.failed();
        };
    }

    private static String room(RoutingContext ctx) {
        return Routes.param(ctx, "room_id");
    }

    private static String user(RoutingContext ctx) {
        return Visitor.of(ctx).user().orElseThrow().id();
    }
}
