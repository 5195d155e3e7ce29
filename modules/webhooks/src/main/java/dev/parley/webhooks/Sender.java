package dev.parley.webhooks;

import dev.parley.apps.App;
import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Attempt;
import dev.parley.outbound.Call;
import dev.parley.outbound.HttpCaller;
import dev.parley.outbound.Reply;
import dev.parley.webhooks.Composer.Letter;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import dev.parley.webhooks.Outcome.Gone;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes single attempts. Confined to the context of its WebhookVerticle.
 *
 * <p>Trusts the receiver with nothing: of an answer its status, {@code Retry-After} and the first characters are kept. What is
 * too much of it, or comes after the deadline, is cut off; a status that has arrived counts all the same.
 */
final class Sender {

    /** Characters of an answer that are noted. */
    static final int NOTED = 256;

    /** Of UTF-8 no character has more. */
    private static final int CHARACTER_BYTES = 4;

    private final HttpCaller caller;
    private final Duration timeout;
    private final Composer composer;
    private final Tracing tracing;

    /** @param apps finds an app as it is at the moment */
    Sender(HttpCaller caller, WebhooksConfig config, Function<String, Optional<App>> apps, Tracing tracing) {
        this.tracing = tracing;
        this.caller = caller;
        this.timeout = config.timeout();
        this.composer = new Composer(config.endpoint(), apps);
    }

    /** Makes one attempt. Never fails: whatever goes wrong is an outcome. */
    Future<Judged> send(Post post) {
        Optional<Letter> letter = composer.compose(post);
        if (letter.isEmpty()) {
            return Future.succeededFuture(judged(post, new Failed("no signing secret", Duration.ZERO), 0, 0, ""));
        }
        if (!tracing.isOn()) return send(post, letter.get());
        Span span = begun(post);
        span.traceparent().ifPresent(trace -> letter.get().headers().set("traceparent", trace));
        return send(post, letter.get()).onComplete(done -> ended(span, done.result()));
    }

    private Future<Judged> send(Post post, Letter letter) {
        long started = System.nanoTime();
        return caller.call(call(post, letter))
                .map(reply -> answered(post, reply, System.nanoTime() - started))
                .recover(error -> Future.succeededFuture(unanswered(post, error, System.nanoTime() - started)));
    }

    /**
     * A part of the trace of what is told; where several things are, of the first, and the others are linked. Paths of receivers
     * may hold secrets, and are not told.
     */
    private Span begun(Post post) {
        List<String> traces = post.deliveries().stream()
                .flatMap(each -> each.trace().stream())
                .distinct()
                .toList();
        Span span =
                tracing.begin(Tracing.Kind.CLIENT, "webhook", traces.stream().findFirst());
        traces.stream().skip(1).forEach(span::link);
        return span.note("http.request.method", "POST")
                .note("server.address", String.valueOf(post.url().getHost()))
                .note("parley.app", post.app())
                .note("parley.webhook.id", post.id());
    }

    private static void ended(Span span, Judged judged) {
        Attempt attempt = judged.attempt();
        if (attempt.status() > 0) span.note("http.response.status_code", attempt.status());
        if (!(judged.outcome() instanceof Delivered)) span.failed(attempt.result());
        span.end();
    }

    /** Cuts off what is under way. */
    Future<Void> close() {
        return caller.close();
    }

    private Call call(Post post, Letter letter) {
        return new Call(
                HttpMethod.POST,
                post.url(),
                post.trusted(),
                letter.headers(),
                letter.body(),
                timeout,
                NOTED * CHARACTER_BYTES,
                true);
    }

    private static Judged answered(Post post, Reply reply, long nanos) {
        Outcome outcome = Outcome.of(
                reply.status(), reply.headers().get("retry-after"), post.at().plusNanos(nanos));
        String answer = reply.body().toString(StandardCharsets.UTF_8);
        return judged(post, outcome, reply.status(), nanos, noted(answer));
    }

    private static Judged unanswered(Post post, Throwable error, long nanos) {
        return judged(post, Outcome.unanswered(error), 0, nanos, "");
    }

    private static Judged judged(Post post, Outcome outcome, int status, long nanos, String answer) {
        String result =
                switch (outcome) {
                    case Delivered delivered -> "delivered";
                    case Gone gone -> "status " + status;
                    case Failed failed -> failed.reason();
                };
        return new Judged(outcome, new Attempt(post.at(), status, result, Duration.ofNanos(nanos), answer));
    }

    /** Nothing that moves a cursor, breaks a line or turns the direction of writing where people read it. */
    private static String noted(String answer) {
        return answer.codePoints()
                .limit(NOTED)
                .map(each -> isInvisible(each) ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
