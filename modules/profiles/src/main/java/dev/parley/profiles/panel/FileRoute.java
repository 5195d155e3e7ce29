package dev.parley.profiles.panel;

import dev.parley.api.http.Routes;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /room/{room_id}/file/{file_id}}: files of messages, for members and backends. Stateless. */
final class FileRoute {

    private static final PanelAnswer UNKNOWN = PanelAnswer.thrown(404, "File not found!");

    private final PanelChat chat;
    private final Uploads uploads;

    FileRoute(PanelChat chat, Uploads uploads) {
        this.chat = chat;
        this.uploads = uploads;
    }

    void addTo(PanelRouter routes, PanelDoor door) {
        routes.raw("/room/:room_id/file/:file_id", door.everybody(), this::serve);
    }

    private Future<Void> serve(RoutingContext ctx) {
        return chat.ask(new FindRoom(chat.at(), Routes.param(ctx, "room_id"))).compose(answer -> switch (answer) {
            case Refused<ChatRoom> refused -> answered(ctx, refused(refused.fault()));
            case Told<ChatRoom> told when !mayRead(ctx, told.value()) -> answered(ctx, RoomRoutes.NOT_YOURS);
            case Told<ChatRoom> told -> find(ctx, told.value());
        });
    }

    private static boolean mayRead(RoutingContext ctx, ChatRoom room) {
        return Visitor.of(ctx).reader().stream().allMatch(room::has);
    }

    private Future<Void> find(RoutingContext ctx, ChatRoom room) {
        return uploads.find(room.id(), Routes.param(ctx, "file_id"))
                .compose(found -> found.isPresent() ? send(ctx, found.get()) : answered(ctx, UNKNOWN));
    }

    /** Never as anything that a browser would run, whatever is in it. */
    private static Future<Void> send(RoutingContext ctx, Uploads.Found file) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type().mime())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"file" + file.type().suffix() + "\"")
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .sendFile(file.path().toString());
    }

    private static PanelAnswer refused(ChatFault fault) {
        return fault == ChatFault.UNKNOWN_ROOM ? RoomRoutes.NOT_YOURS : PanelAnswer.failed();
    }

    private static Future<Void> answered(RoutingContext ctx, PanelAnswer answer) {
        answer.send(ctx);
        return Future.succeededFuture();
    }
}
