package dev.parley.api.http;

import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;

/** What a request is to be answered. */
public sealed interface Reply {

    /** It was done; {@code status} is one of 2xx. */
    record Done(int status, RawJson body) implements Reply {}

    /** It was not. */
    record Refused(Problem problem) implements Reply {}

    /** Sends it, unless whoever asked has gone meanwhile. */
    default void send(RoutingContext ctx) {
        switch (this) {
            case Done done -> Answers.send(ctx, done.status(), done.body());
            case Refused refused -> refused.problem().send(ctx.response());
        }
    }
}
