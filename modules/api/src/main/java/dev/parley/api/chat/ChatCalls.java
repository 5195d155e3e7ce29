package dev.parley.api.chat;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Problem;
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
import java.util.function.Predicate;

/**
 * From a request in a namespace to a question, and from its answer to a response. The parameter {@code namespace} says
 * which namespace, of the app whose key asks. Safe on every thread.
 */
final class ChatCalls {

    private static final int LONGEST_NAMESPACE = 256;

    private final Chat chat;
    private final Predicate<String> namespaces;

    ChatCalls(Chat chat, Predicate<String> namespaces) {
        this.chat = chat;
        this.namespaces = namespaces;
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
        String namespace = query.string("namespace", LONGEST_NAMESPACE).orElse("/");
        Parsed.of(query, () -> namespace).orRefuse(ctx.response(), name -> {
            if (namespaces.test(name)) {
                then.accept(new AppNamespace(Access.caller(ctx).app().id(), name));
            } else {
                Problem.unknownNamespace(name).send(ctx.response());
            }
        });
    }

    static void say(RoutingContext ctx, int status, Consumer<JsonWriter> value) {
        RawJson body = JsonWriter.build(value);
        Answers.send(ctx, status, body);
    }
}
