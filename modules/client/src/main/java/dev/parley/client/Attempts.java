package dev.parley.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its first attempt to its answer. There is one attempt at a time, and each hands on to the next.
 *
 * <p>Tried again is what failed on the way, and what {@link Refusal#mayPass}: all of it if the call is repeatable, else what
 * has certainly not been carried out.
 */
final class Attempts<T> {

    private final Transport transport;
    private final Call call;
    private final Function<Json, T> reader;
    private final Function<Refusal, Optional<T>> meaning;
    private final Duration inAll;
    private final long deadline;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Attempts(Transport transport, Call call, Function<Json, T> reader, Function<Refusal, Optional<T>> meaning) {
        this.transport = transport;
        this.call = call;
        this.reader = reader;
        this.meaning = meaning;
        this.inAll = transport.inAll().plus(call.patience());
        this.deadline = System.nanoTime() + inAll.toNanos();
    }

    CompletableFuture<T> start() {
        // The JDK's timer goes when the answer comes; one of our own would stay until the deadline for each call.
        CompletableFuture<T> outcome =
                answer.orTimeout(inAll.toNanos(), TimeUnit.NANOSECONDS).exceptionally(this::timeoutNamed);
        var unusedEnd = outcome.whenComplete((done, fault) -> answer.cancel(true));
        attempt(1);
        return outcome;
    }

    private T timeoutNamed(Throwable fault) {
        if (fault instanceof TimeoutException late) {
            throw new NoAnswerException("timeout", "no answer within " + inAll, late);
        }
        throw fault instanceof RuntimeException known ? known : new CompletionException(fault);
    }

    private void attempt(int number) {
        // Whoever asked may have given up during the pause.
        if (answer.isDone()) return;
        Duration within = transport.perAttempt().plus(call.patience());
        CompletableFuture<HttpResponse<byte[]>> response =
                transport.http().sendAsync(transport.request(call, within), BodyHandlers.ofByteArray());
        var unusedEnd = answer.whenComplete((done, fault) -> response.cancel(true));
        var unusedAnswer = response.whenComplete((came, fault) -> settle(number, came, fault));
    }

    private void settle(int number, @Nullable HttpResponse<byte[]> response, @Nullable Throwable fault) {
        if (response == null) {
            failed(number, Objects.requireNonNull(fault));
        } else if (response.statusCode() / 100 == 2) {
            read(response.body());
        } else {
            refused(number, Refusal.of(response));
        }
    }

    private void failed(int number, Throwable fault) {
        var none = new NoAnswerException("unreachable", "Parley did not answer", fault);
        if (call.repeatable() || neverSent(fault)) again(number, Optional.empty(), none);
        else answer.completeExceptionally(none);
    }

    private static boolean neverSent(Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    private void refused(int number, Refusal refusal) {
        Optional<T> meant = meaning.apply(refusal);
        var fault = new RefusedException(refusal);
        if (meant.isPresent()) answer.complete(meant.get());
        else if (refusal.mayPass(call.repeatable())) again(number, refusal.retryAfter(), fault);
        else answer.completeExceptionally(fault);
    }

    private void again(int number, Optional<Duration> asked, ParleyException fault) {
        Optional<Duration> pause = transport.retries().pause(number, asked);
        if (pause.isEmpty() || deadline - System.nanoTime() <= pause.get().toNanos()) {
            answer.completeExceptionally(fault);
            return;
        }
        CompletableFuture.delayedExecutor(pause.get().toNanos(), TimeUnit.NANOSECONDS, transport.executor())
                .execute(() -> attempt(number + 1));
    }

    private void read(byte[] body) {
        try {
            answer.complete(reader.apply(Json.parse(new String(body, StandardCharsets.UTF_8))));
        } catch (RuntimeException notAsDocumented) {
            answer.completeExceptionally(
                    new NoAnswerException("unreadable_answer", "the answer is not as documented", notAsDocumented));
        }
    }
}
