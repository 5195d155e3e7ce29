package dev.parley.profiles.messaging;

import dev.parley.api.http.Answers;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What this contract's HTTP clients are answered. */
final class HttpReply {

    private HttpReply() {}

    static void ok(RoutingContext ctx, RawJson body) {
        send(ctx, 200, body);
    }

    static void send(RoutingContext ctx, int status, RawJson body) {
        Answers.send(ctx, status, body);
    }

    /** {@code {"err"}}. */
    static void error(RoutingContext ctx, int status, String why) {
        Answers.send(ctx, status, JsonWriter.object(w -> w.name("err").string(why)));
    }

    /** Whoever asked is nobody: {@code {"message"}}. */
    static void unauthorized(RoutingContext ctx) {
        Answers.send(ctx, 401, JsonWriter.object(w -> w.name("message").string("Invalid token")));
    }

    /** What has nothing to do with this very request is told in chat's own words. */
    static void refused(RoutingContext ctx, ChatFault fault) {
        error(ctx, status(fault), fault.message());
    }

    static int status(ChatFault fault) {
        return switch (fault) {
            case BUSY, UNAVAILABLE -> 503;
            case EMPTY_MESSAGE, TEXT_TOO_LONG, DATA_TOO_LARGE, INVALID_ID -> 400;
            case UNKNOWN_USER, USER_DELETED, UNKNOWN_ROOM, UNKNOWN_MESSAGE, MESSAGE_DELETED -> 404;
            case NOT_A_MEMBER, NOT_THE_AUTHOR, NOT_ADDRESSED -> 403;
            default -> 409;
        };
    }

    /** A parameter of the query, where it is given. */
    static Optional<String> query(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getParam(name));
    }

    /** {@code "pagination":{...}}. */
    static void pagination(JsonWriter w, Page page, long total) {
        long pages = (total + page.size() - 1) / page.size();
        w.name("pagination").beginObject().name("currentPage").number(page.number());
        w.name("totalPages").number(pages).name("totalMessages").number(total);
        w.name("hasNextPage").bool(page.number() < pages);
        w.name("hasPrevPage").bool(page.number() > 1).endObject();
    }
}
