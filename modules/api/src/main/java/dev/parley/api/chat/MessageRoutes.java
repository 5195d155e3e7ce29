package dev.parley.api.chat;

import static dev.parley.api.chat.ChatCalls.say;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Query;
import dev.parley.api.http.RequestSpans;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.FindMessage;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code /api/v1/chat/messages}, and the history of a room. Safe on every thread. */
final class MessageRoutes {

    private final ChatCalls calls;
    private final Paging paging;

    MessageRoutes(ChatCalls calls, Paging paging) {
        this.calls = calls;
        this.paging = paging;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.CHAT);
        routes.take("sendMessage", door, this::send);
        routes.answer("readHistory", door, this::history);
        routes.answer("showMessage", door, this::show);
        routes.take("editMessage", door, this::edit);
        routes.answer("deleteMessage", door, this::delete);
        routes.take("react", door, this::react);
        routes.answer("takeReactionBack", door, this::takeBack);
    }

    private void send(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                ChatRequests.message(body, RequestSpans.traceparent(ctx)),
                sent -> say(ctx, sent.repeated() ? 200 : 201, w -> {
                    w.beginObject();
                    ChatJson.sent(w, sent);
                    w.endObject();
                }));
    }

    private void history(RoutingContext ctx) {
        Members query = Query.of(ctx);
        Range range = Paging.range(query);
        int limit = paging.limit(query);
        calls.ask(
                ctx,
                query,
                at -> new History(at, Routes.param(ctx, "room"), Optional.empty(), range, limit, true),
                part -> say(ctx, 200, w -> {
                    w.beginObject();
                    ChatJson.history(w, part);
                    w.endObject();
                }));
    }

    private void show(RoutingContext ctx) {
        calls.ask(
                ctx,
                at -> new FindMessage(at, id(ctx), Optional.empty()),
                found -> say(ctx, 200, w -> ChatJson.message(w, found.message())));
    }

    private void edit(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                ChatRequests.edit(id(ctx), body),
                changed -> say(ctx, 200, w -> ChatJson.message(w, changed.message())));
    }

    private void delete(RoutingContext ctx) {
        calls.ask(ctx, at -> new DeleteMessage(at, id(ctx), Optional.empty()), gone -> Answers.done(ctx));
    }

    private void react(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                ChatRequests.nothing(body, at -> reaction(ctx, at, true)),
                changed -> say(ctx, 200, w -> ChatJson.message(w, changed.message())));
    }

    private void takeBack(RoutingContext ctx) {
        calls.ask(ctx, at -> reaction(ctx, at, false), changed -> Answers.done(ctx));
    }

    private static React reaction(RoutingContext ctx, AppNamespace at, boolean on) {
        return new React(at, id(ctx), Routes.param(ctx, "user"), Routes.param(ctx, "name"), on);
    }

    private static String id(RoutingContext ctx) {
        return Routes.param(ctx, "message");
    }
}
