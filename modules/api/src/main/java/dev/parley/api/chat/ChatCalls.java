package dev.parley.api.chat;

import dev.parley.api.access.NamespaceParameter;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Query;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * From a request in a namespace to a question, and from its answer to a response. The parameter {@code namespace} says
 * which namespace. Safe on every thread.
 */
final class ChatCalls {

    private final Chat chat;
    private final NamespaceParameter namespace;

    ChatCalls(Chat chat, NamespaceParameter namespace) {
        this.chat = chat;
        this.namespace = namespace;
    }

    /** A request whose only parameter is the namespace. */
    <T> void ask(RoutingContext ctx, Function<AppNamespace, ? extends ChatQuestion<T>> question, Consumer<T> then) {
        ask(ctx, Query.of(ctx), question, then);
    }

    /** One with a body. */
    <T> void ask(
            RoutingContext ctx,
            Parsed<? extends Function<AppNamespace, ? extends ChatQuestion<T>>> body,
            Consumer<T> then) {
        body.orRefuse(ctx.response(), question -> ask(ctx, question, then));
    }

    /**
     * One with parameters.
     *
     * @param query has been read, but for the namespace
     */
    <T> void ask(
            RoutingContext ctx,
            Members query,
            Function<AppNamespace, ? extends ChatQuestion<T>> question,
            Consumer<T> then) {
        in(
                ctx,
                query,
                at -> chat.ask(question.apply(at)).onSuccess(answer -> {
                    switch (answer) {
                        case ChatAnswer.Told<T> told -> then.accept(told.value());
                        case ChatAnswer.Refused<T> refused ->
                            ChatProblems.of(refused.fault()).send(ctx.response());
                    }
                }));
    }

    /** Goes on in the namespace that is meant, if all parameters are right. */
    void in(RoutingContext ctx, Members query, Consumer<AppNamespace> then) {
        namespace.in(ctx, query, then);
    }

    static void say(RoutingContext ctx, int status, Consumer<JsonWriter> value) {
        RawJson body = JsonWriter.build(value);
        Answers.send(ctx, status, body);
    }
}
