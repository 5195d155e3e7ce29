package dev.parley.api.apps;

import dev.parley.api.access.Access;
import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestId;
import dev.parley.apps.registry.Outcome;
import dev.parley.apps.registry.Refusal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what the registry says to what the asker is told. */
final class Outcomes {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private Outcomes() {}

    /** Goes on with what was done, and answers everything else. */
    static <T> void orRefuse(RoutingContext ctx, Future<Outcome<T>> asked, Consumer<T> then) {
        orUnavailable(ctx, asked, outcome -> {
            switch (outcome) {
                case Outcome.Done<T> done -> then.accept(done.value());
                case Outcome.Refused<T> refused -> problem(refused.why()).send(ctx.response());
            }
        });
    }

    static <T> void orUnavailable(RoutingContext ctx, Future<T> asked, Consumer<T> then) {
        asked.onSuccess(then::accept).onFailure(cause -> {
            log.atWarn()
                    .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                    .setCause(cause)
                    .log("the memory of apps cannot be reached");
            Problem.unavailable().send(ctx.response());
        });
    }

    private static Problem problem(Refusal why) {
        return switch (why) {
            case Refusal.UnknownApp app -> Access.unknownApp(app.id());
            case Refusal.UnknownKey key ->
                new Problem(404, "unknown_key", "There is no such key", "The app has no key \"" + key.id() + "\".");
            case Refusal.UnknownSecret secret ->
                new Problem(
                        404,
                        "unknown_secret",
                        "There is no such secret",
                        "The app has no secret \"" + secret.id() + "\".");
            case Refusal.IdTaken taken ->
                new Problem(409, "app_exists", "There is such an app", "The id \"" + taken.id() + "\" is taken.");
            case Refusal.Configured app ->
                new Problem(
                        409,
                        "app_configured",
                        "The app is changed elsewhere",
                        "\"" + app.id() + "\" is the app of the configuration, and what it has stands there.");
            case Refusal.Invalid invalid -> Problem.invalidRequest(invalid.faults());
            case Refusal.TooMany many ->
                new Problem(
                        409,
                        "too_many",
                        "There are as many as there may be",
                        "There may be " + many.most() + " " + many.what() + "; take one away first.");
            case Refusal.SecretInUse secret ->
                new Problem(
                        409,
                        "secret_in_use",
                        "This secret signs",
                        "Put another one in the place of \"" + secret.id() + "\" first.");
            case Refusal.Unreadable app ->
                new Problem(
                        500,
                        "unreadable_app",
                        "The app cannot be read",
                        "What is stored of \"" + app.id()
                                + "\" is damaged, or from another version. It can be deleted.");
            case Refusal.Contended app ->
                new Problem(
                        503,
                        "contended",
                        "Too many changes at once",
                        "Others change \"" + app.id() + "\" all the time. Nothing was changed; try again.");
        };
    }
}
