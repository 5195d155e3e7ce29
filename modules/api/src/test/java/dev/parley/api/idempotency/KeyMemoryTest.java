package dev.parley.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.http.Reply.Done;
import dev.parley.cluster.LocalRecords;
import dev.parley.cluster.SharedRecords;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is remembered of a key. */
class KeyMemoryTest {

    private static final RawJson BODY = RawJson.string("body");
    private static final IdempotencyLimits LIMITS =
            new IdempotencyLimits(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMillis(50), 1_000_000);

    private final AtomicInteger ids = new AtomicInteger();
    private final SharedRecords records = new LocalRecords(InstantSource.system());
    private final KeyMemory memory = over(records);

    private KeyMemory over(SharedRecords shared) {
        return new KeyMemory(shared, LIMITS, () -> "id-" + ids.incrementAndGet(), System::nanoTime);
    }

    /** Nothing here is ever under way. */
    private static <T> T now(Future<T> future) {
        assertThat(future.succeeded()).isTrue();
        return future.result();
    }

    private Claim claim() {
        return now(memory.claim("app", "emit", "key", BODY));
    }

    private static Done answer(int length) {
        return new Done(200, RawJson.string("x".repeat(length - 2)));
    }

    @Test
    void theLongestAnswerIsKept() {
        Done answer = answer(KeyMemory.LONGEST_ANSWER);
        assertThat(now(memory.settle((Claim.Ours) claim(), answer))).isTrue();
        assertThat(claim()).isEqualTo(new Claim.Repeated(answer));
    }

    @Test
    void ofALongerOneItIsKnownThatItWasGiven() {
        now(memory.settle((Claim.Ours) claim(), answer(KeyMemory.LONGEST_ANSWER + 1)));
        assertThat(claim()).isInstanceOf(Claim.AnswerGone.class);
        assertThat(now(memory.claim("app", "emit", "key", RawJson.TRUE))).isInstanceOf(Claim.OtherBody.class);
    }

    @Test
    void anAnswerIsKeptWithItsLineBreaks() {
        byte[] json = "{\n \"a\":\n1}".getBytes(StandardCharsets.UTF_8);
        var spaced = ((RawJson.Valid) RawJson.check(json, 0, json.length, 10)).value();
        now(memory.settle((Claim.Ours) claim(), new Done(200, spaced)));
        assertThat(((Claim.Repeated) claim()).answer().body().toString()).isEqualTo("{\n \"a\":\n1}");
    }

    @Test
    void whoeverWasTooSlowChangesNothingOfWhatOthersHaveDone() {
        var slow = (Claim.Ours) claim();
        now(memory.release(slow));
        now(memory.settle((Claim.Ours) claim(), answer(10)));
        assertThat(now(memory.settle(slow, answer(20)))).isFalse();
        assertThat(claim()).isEqualTo(new Claim.Repeated(answer(10)));
    }

    @Test
    void aClaimThatSucceedsTooLateIsTakenBack() {
        var slow = new SlowRecords(records);
        Future<Claim> claim = over(slow).claim("app", "emit", "key", BODY);
        assertThat(claim.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
        assertThat(claim()).isInstanceOf(Claim.StillUnderWay.class);
        slow.goesOn();
        assertThat(claim()).isInstanceOf(Claim.Ours.class);
    }

    /** Creates what it is told to, and tells only when it may go on. */
    private record SlowRecords(SharedRecords records, Promise<Void> told) implements SharedRecords {

        SlowRecords(SharedRecords records) {
            this(records, Promise.promise());
        }

        void goesOn() {
            told.complete();
        }

        @Override
        public Future<Boolean> create(String key, String value, Optional<Duration> life) {
            return records.create(key, value, life)
                    .compose(created -> told.future().map(created));
        }

        @Override
        public Future<Map<String, String>> all() {
            return records.all();
        }

        @Override
        public Future<Optional<String>> one(String key) {
            return records.one(key);
        }

        @Override
        public Future<Boolean> replace(String key, String expected, String value) {
            return records.replace(key, expected, value);
        }

        @Override
        public Future<Boolean> replace(String key, String expected, String value, Duration life) {
            return records.replace(key, expected, value, life);
        }

        @Override
        public Future<Boolean> remove(String key, String expected) {
            return records.remove(key, expected);
        }

        @Override
        public void watch(Runnable changed) {
            records.watch(changed);
        }
    }
}
