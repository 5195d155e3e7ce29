package dev.parley.api.idempotency;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Reply;
import dev.parley.api.http.RequestId;
import dev.parley.cluster.SharedRecords;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a request asks for once for each {@code Idempotency-Key} of its app, on whichever node it is asked for again,
 * and gives the same answer each time. Safe on every thread.
 */
public final class IdempotentRequests {

    private static final Logger log = LoggerFactory.getLogger(IdempotentRequests.class);

    private static final CharSequence HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final KeyMemory memory;

    /**
     * Those of one node.
     *
     * @param records for these keys alone, shared by all nodes
     * @param ids makes words that no other node makes
     * @param nanoTime as {@link System#nanoTime}
     */
    public IdempotentRequests(
            SharedRecords records, IdempotencyLimits limits, Supplier<String> ids, LongSupplier nanoTime) {
        this.memory = new KeyMemory(records, limits, ids, nanoTime);
    }

    /**
     * Answers a request that has come through the door of an app.
     *
     * @param route the name of what is asked for; each has keys of its own
     * @param work does it, on the request's event loop; called at most once
     */
    public void answer(RoutingContext ctx, String route, RawJson body, Supplier<Future<Reply>> work) {
        List<String> keys = ctx.request().headers().getAll(HEADER);
        if (keys.isEmpty()) {
            done(work).onSuccess(reply -> reply.send(ctx)).onFailure(ctx::fail);
        } else if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
            Problem.invalidRequest("\"Idempotency-Key\" must be 1 to 255 visible characters of ASCII, and come once.")
                    .send(ctx.response());
        } else {
            String app = Access.caller(ctx).app().id();
            memory.claim(app, route, keys.getFirst(), body)
                    .onSuccess(claim -> claimed(ctx, claim, work))
                    .onFailure(fault -> {
                        warn(ctx, "idempotency keys cannot be asked for", fault);
                        Problem.unavailable().send(ctx.response());
                    });
        }
    }

    private void claimed(RoutingContext ctx, Claim claim, Supplier<Future<Reply>> work) {
        switch (claim) {
            case Claim.Ours ours -> first(ctx, ours, work);
            case Claim.Repeated before -> {
                ctx.response().putHeader("Idempotency-Replayed", "true");
                Answers.send(ctx, before.answer().status(), before.answer().body());
            }
            case Claim.AnswerGone gone -> answerGone().send(ctx.response());
            case Claim.OtherBody other -> otherBody().send(ctx.response());
            case Claim.StillUnderWay first -> stillUnderWay().send(ctx.response());
            case Claim.Exhausted full -> exhausted(full.retryAfter()).send(ctx.response());
        }
    }

    /** The answer is sent when it is kept, so that whoever repeats the request after it gets the same. */
    private void first(RoutingContext ctx, Claim.Ours claim, Supplier<Future<Reply>> work) {
        done(work)
                .onSuccess(reply -> memory.settle(claim, reply)
                        .onFailure(fault -> warn(ctx, "the answer to a request is not kept", fault))
                        .onComplete(kept -> reply.send(ctx)))
                .onFailure(bug -> {
                    memory.release(claim);
                    ctx.fail(bug);
                });
    }

    /** A bug is a future that fails, so that the request has an answer all the same. */
    private static Future<Reply> done(Supplier<Future<Reply>> work) {
        return Future.succeededFuture().compose(start -> work.get());
    }

    private static void warn(RoutingContext ctx, String what, Throwable fault) {
        log.atWarn()
                .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                .setCause(fault)
                .log(what);
    }

    private static Problem answerGone() {
        return new Problem(
                409,
                "idempotency_answer_gone",
                "This has been done, and its answer is not there any more",
                "The answer was longer than " + KeyMemory.LONGEST_ANSWER + " bytes. Nothing was done again.");
    }

    private static Problem otherBody() {
        return new Problem(
                422,
                "idempotency_mismatch",
                "The key belongs to another request",
                "Another body came with this Idempotency-Key. Nothing was done.");
    }

    private static Problem stillUnderWay() {
        return new Problem(
                409,
                "idempotency_in_progress",
                "The first request with this key is still under way",
                "Try again in 1 s.",
                List.of(),
                Map.of("Retry-After", "1"));
    }

    private static Problem exhausted(Duration wait) {
        String seconds = Problem.seconds(wait);
        return new Problem(
                429,
                "too_many_idempotency_keys",
                "Too many answers are kept for this app",
                "Nothing was done. Try again in " + seconds + " s, or without a key; see api.max-idempotency-bytes.",
                List.of(),
                Map.of("Retry-After", seconds));
    }
}
