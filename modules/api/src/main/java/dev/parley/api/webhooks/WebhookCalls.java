package dev.parley.api.webhooks;

import dev.parley.api.access.Access;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Query;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.protocol.json.Members;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** From a request to a question, and from its answer to a response. Safe on every thread. */
final class WebhookCalls {

    private final Webhooks webhooks;

    WebhookCalls(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** The app whose key asks: nobody asks about another one. */
    static String app(RoutingContext ctx) {
        return Access.caller(ctx).app().id();
    }

    /** A request that says nothing beyond its path. */
    <T> void ask(RoutingContext ctx, WebhookQuestion<T> question, Consumer<T> then) {
        ask(ctx, Query.of(ctx), question, then);
    }

    /** One with a body. */
    <T> void ask(RoutingContext ctx, Parsed<? extends WebhookQuestion<T>> body, Consumer<T> then) {
        body.orRefuse(ctx.response(), question -> ask(ctx, question, then));
    }

    /**
     * One with parameters.
     *
     * @param query has been read
     * @param question what is asked unless a parameter is wrong
     */
    <T> void ask(RoutingContext ctx, Members query, WebhookQuestion<T> question, Consumer<T> then) {
        Parsed.of(query, () -> question)
                .orRefuse(
                        ctx.response(),
                        good -> webhooks.ask(good).onSuccess(answer -> {
                            switch (answer) {
                                case WebhookAnswer.Answered<T> answered -> then.accept(answered.value());
                                case WebhookAnswer.Refused<T> refused ->
                                    WebhookProblems.of(refused.fault()).send(ctx.response());
                            }
                        }));
    }
}
