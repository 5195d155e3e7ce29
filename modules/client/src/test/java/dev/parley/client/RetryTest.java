package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.parley.client.FakeServer.Reply;
import dev.parley.client.FakeServer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final Reply ACCEPTED = Reply.json(202, "{\"id\":\"e1\"}");

    /** No system gives this port to anybody by itself. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private static Function<Request, Reply> firstThenAccepted(Reply first) {
        return request -> request.number() == 1 ? first : ACCEPTED;
    }

    @Nested
    class OfWhatMayPass {

        @ParameterizedTest
        @CsvSource({"429,rate_limited", "503,too_many_open_acks", "502,none", "504,none", "409,idempotency_in_progress"
        })
        void refusalForTheMomentIsTriedAgainWithTheSameKey(int status, String code) {
            try (FakeServer server = FakeServer.answering(firstThenAccepted(Reply.problem(status, code)));
                    Parley parley = server.client().build()) {
                assertThat(parley.to("a").emit("e")).isEqualTo("e1");
                assertThat(server.requests()).hasSize(2);
                assertThat(server.requests().get(0).header("Idempotency-key"))
                        .isNotEmpty()
                        .isEqualTo(server.requests().get(1).header("Idempotency-key"));
                assertThat(server.requests().get(0).body())
                        .isEqualTo(server.requests().get(1).body());
            }
        }

        @Test
        void cutConnectionIsTriedAgain() {
            try (FakeServer server = FakeServer.answering(firstThenAccepted(Reply.CUT));
                    Parley parley = server.client().build()) {
                assertThat(parley.to("a").emit("e")).isEqualTo("e1");
            }
        }

        @Test
        void attemptThatTakesTooLongIsTriedAgain() {
            var release = new CountDownLatch(1);
            try (FakeServer server = FakeServer.answering(request -> {
                        if (request.number() == 1) await(release);
                        return ACCEPTED;
                    });
                    Parley parley = server.client()
                            .attemptTimeout(Duration.ofMillis(500))
                            .build()) {
                assertThat(parley.to("a").emit("e")).isEqualTo("e1");
                release.countDown();
            }
        }

        @Test
        void whatTheAnswerAsksForIsWaitedFor() {
            Reply busy = Reply.problem(503, "busy").with("Retry-After", "1");
            try (FakeServer server = FakeServer.answering(firstThenAccepted(busy));
                    Parley parley = server.client().build()) {
                long before = System.nanoTime();
                parley.to("a").emit("e");
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
        }

        @Test
        void attemptsHaveAnEndAndTheLastRefusalIsTold() {
            try (FakeServer server = FakeServer.answering(request -> Reply.problem(503, "busy"));
                    Parley parley = server.client().attempts(3).build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e"))
                        .asInstanceOf(type(RefusedException.class))
                        .satisfies(refused -> assertThat(refused.code()).isEqualTo("busy"))
                        .satisfies(refused -> assertThat(refused.status()).isEqualTo(503));
                assertThat(server.requests()).hasSize(3);
            }
        }

        @Test
        void nobodyWaitsBeyondTheTimeOfTheCall() {
            Reply later = Reply.problem(503, "busy").with("Retry-After", "3600");
            try (FakeServer server = FakeServer.answering(request -> later);
                    Parley parley = server.client().build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e")).isInstanceOf(RefusedException.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    /** Of an emit without a key nobody knows whether it was accepted, unless Parley says so or was never reached. */
    @Nested
    class WithoutAKey {

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void whatParleyDidNotDoIsTriedAgain(int status) {
            try (FakeServer server = FakeServer.answering(firstThenAccepted(Reply.problem(status, "busy")));
                    Parley parley = server.client().automaticKeys(false).build()) {
                assertThat(parley.to("a").emit("e")).isEqualTo("e1");
                assertThat(server.requests()).hasSize(2);
                assertThat(server.last().headers()).doesNotContainKey("Idempotency-key");
            }
        }

        @Test
        void whatMayHaveBeenDoneIsNot() {
            for (Reply unclear : List.of(Reply.CUT, Reply.problem(502, "none"), Reply.problem(504, "none"))) {
                try (FakeServer server = FakeServer.answering(request -> unclear);
                        Parley parley = server.client().build()) {
                    assertThatThrownBy(() -> parley.to("a").droppable().emit("e"))
                            .isInstanceOf(ParleyException.class);
                    assertThat(server.requests()).hasSize(1);
                }
            }
        }

        @Test
        void keyThatIsGivenMakesADroppableEmitRepeatable() {
            try (FakeServer server = FakeServer.answering(firstThenAccepted(Reply.problem(502, "none")));
                    Parley parley = server.client().automaticKeys(false).build()) {
                assertThat(parley.to("a").droppable().idempotencyKey("k").emit("e"))
                        .isEqualTo("e1");
            }
        }

        @Test
        void whatWasNeverSentIsTriedAgain() {
            // Each of the two pauses is half as long as it may be at the least.
            try (Parley parley = Parley.builder(NOBODY, "key")
                    .automaticKeys(false)
                    .attempts(3)
                    .backOff(Duration.ofMillis(200), Duration.ofMillis(200))
                    .build()) {
                long before = System.nanoTime();
                assertThatThrownBy(() -> parley.to("a").emit("e")).isInstanceOf(NoAnswerException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            }
        }
    }

    @Nested
    class OfWhatDoesNotPass {

        @ParameterizedTest
        @ValueSource(ints = {400, 401, 403, 404, 409, 413, 422, 500})
        void refusalIsToldAtOnce(int status) {
            Reply no = Reply.problem(status, "no").with("X-Request-Id", "r-1");
            try (FakeServer server = FakeServer.answering(request -> no);
                    Parley parley = server.client().build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e"))
                        .hasMessage(status + " no: Not so.")
                        .asInstanceOf(type(RefusedException.class))
                        .satisfies(refused -> assertThat(refused.detail()).isEqualTo("Not so."))
                        .satisfies(refused -> assertThat(refused.requestId()).contains("r-1"));
                assertThat(server.requests()).hasSize(1);
            }
        }

        @Test
        void pageOfAProxyIsARefusalWithoutACode() {
            try (FakeServer server = FakeServer.answering(request -> Reply.json(404, "<html>"));
                    Parley parley = server.client().build()) {
                assertThatThrownBy(() -> parley.server())
                        .asInstanceOf(type(RefusedException.class))
                        .satisfies(refused -> assertThat(refused.code()).isEqualTo("http_404"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<html>", "{}", "{\"id\":7}"})
        void answerOfAnotherServerIsNoAnswer(String body) {
            try (FakeServer server = FakeServer.answering(request -> Reply.json(200, body));
                    Parley parley = server.client().build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e"))
                        .asInstanceOf(type(NoAnswerException.class))
                        .satisfies(none -> assertThat(none.code()).isEqualTo("unreadable_answer"));
            }
        }

        @Test
        void nobodyThereIsUnreachable() {
            try (Parley parley = Parley.builder(NOBODY, "key")
                    .backOff(Duration.ofMillis(1), Duration.ofMillis(1))
                    .build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e"))
                        .asInstanceOf(type(NoAnswerException.class))
                        .satisfies(none -> assertThat(none.code()).isEqualTo("unreachable"));
            }
        }
    }

    @Nested
    class GivenUp {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        private FakeServer silent() {
            return FakeServer.answering(request -> {
                asked.countDown();
                await(release);
                return ACCEPTED;
            });
        }

        @Test
        void callEndsWhenItsTimeIsUp() {
            try (FakeServer server = silent();
                    Parley parley =
                            server.client().timeout(Duration.ofMillis(200)).build()) {
                assertThatThrownBy(() -> parley.to("a").emit("e"))
                        .asInstanceOf(type(NoAnswerException.class))
                        .satisfies(none -> assertThat(none.code()).isEqualTo("timeout"));
                assertThatThrownBy(() -> parley.to("a").emitAsync("e").join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(NoAnswerException.class);
                release.countDown();
            }
        }

        @Test
        void interruptEndsTheWaitAndStaysSet() throws Exception {
            try (FakeServer server = silent();
                    Parley parley = server.client().build()) {
                var seen = new AtomicReference<Throwable>();
                var stillSet = new CompletableFuture<Boolean>();
                Thread waiting = Thread.ofVirtual().start(() -> {
                    try {
                        parley.to("a").emit("e");
                    } catch (NoAnswerException fault) {
                        seen.set(fault);
                    }
                    stillSet.complete(Thread.currentThread().isInterrupted());
                });
                await(asked);
                waiting.interrupt();
                assertThat(stillSet.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(((NoAnswerException) seen.get()).code()).isEqualTo("interrupted");
                release.countDown();
            }
        }

        @Test
        void cancelledFutureIsNotTriedAgain() throws Exception {
            var second = new CountDownLatch(2);
            try (FakeServer server = FakeServer.answering(request -> {
                        second.countDown();
                        asked.countDown();
                        await(release);
                        return Reply.problem(503, "busy");
                    });
                    Parley parley = server.client().build()) {
                CompletableFuture<String> call = parley.to("a").emitAsync("e");
                await(asked);
                call.cancel(true);
                release.countDown();
                assertThat(second.await(100, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(call).isCancelled();
            }
        }
    }

    @Nested
    class Pauses {

        private final Retries retries = new Retries(50, Duration.ofMillis(100), Duration.ofSeconds(5));

        @Test
        void doubleUpToTheLongestAndKeepAtLeastHalf() {
            long[] most = {100, 200, 400, 800, 1600, 3200, 5000, 5000};
            for (int i = 0; i < 1000; i++) {
                for (int attempt = 1; attempt <= most.length; attempt++) {
                    Duration pause = retries.pause(attempt, Optional.empty()).orElseThrow();
                    assertThat(pause)
                            .isBetween(Duration.ofMillis(most[attempt - 1] / 2), Duration.ofMillis(most[attempt - 1]));
                }
            }
            assertThat(retries.pause(49, Optional.empty()).orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        }

        @Test
        void areNoShorterThanTheAnswerAsksForAndEndWithTheAttempts() {
            assertThat(retries.pause(1, Optional.of(Duration.ofSeconds(60)))).contains(Duration.ofSeconds(60));
            assertThat(retries.pause(50, Optional.of(Duration.ofSeconds(60)))).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
