package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.Will;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The wills of a node's sockets are in the store before long. */
class WillKeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final FakeWills store = new FakeWills();
    private final Promise<Void> listed = Promise.promise();
    private final WillKeeper keeper = new WillKeeper(vertx, "node", listed.future(), store, 3);

    @BeforeEach
    void list() {
        listed.tryComplete();
    }

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** What is answered; the call itself is over when this returns. */
    private <T> Future<T> call(Supplier<Future<T>> call) {
        Promise<Future<T>> called = Promise.promise();
        context.runOnContext(here -> called.complete(call.get()));
        return get(called.future());
    }

    private Future<Told> write(String socket) {
        return call(() -> keeper.write(new Will(socket, List.of(FakeWills.gone(socket)))));
    }

    private void takeBack(String socket) {
        get(call(() -> keeper.write(new Will(socket, List.of()))));
    }

    private void flush() {
        get(call(keeper::flushed));
    }

    /** The store is busy with a will of a socket, and answers when the test says so. */
    private Promise<Void> busyWith(String socket) {
        Promise<Void> gate = Promise.promise();
        store.gate = gate;
        var unused = write(socket);
        await().atMost(PATIENCE).until(() -> store.asked.contains("put " + socket));
        return gate;
    }

    @Test
    void isLeftByNoNodeThatNobodyWouldMiss() {
        Promise<Void> later = Promise.promise();
        var unlisted = new WillKeeper(vertx, "node", later.future(), store, 3);
        Future<Told> answer = call(() -> unlisted.write(new Will("s1", List.of(FakeWills.gone("s1")))));
        call(() -> Future.succeededFuture(true));
        assertThat(store.asked).isEmpty();

        context.runOnContext(here -> later.complete());
        assertThat(get(answer).stored()).isTrue();
    }

    @Test
    void oneIsAnsweredWhenItIsStored() {
        Promise<Void> gate = Promise.promise();
        store.gate = gate;
        Future<Told> answer = write("s1");
        await().atMost(PATIENCE).until(() -> !store.asked.isEmpty());
        assertThat(answer.isComplete()).isFalse();
        gate.complete();
        assertThat(get(answer).stored()).isTrue();
        assertThat(store.stored.get("s1").node()).isEqualTo("node");
        assertThat(store.stored.get("s1").notices()).containsExactly(FakeWills.gone("s1"));
    }

    @Test
    void oneIsTakenBack() {
        get(write("s1"));
        takeBack("s1");
        flush();
        assertThat(store.stored).isEmpty();
    }

    @Nested
    class WhileTheStoreIsBusy {

        @Test
        void thoseThatComeGoTogether() {
            Promise<Void> gate = busyWith("s1");
            Future<Told> second = write("s2");
            Future<Told> third = write("s3");
            gate.complete();
            get(second);
            get(third);
            assertThat(store.asked).containsExactly("put s1", "put s2 s3");
        }

        @Test
        void oneThatIsReplacedIsNotWritten() {
            Promise<Void> gate = busyWith("s1");
            Future<Told> replaced = write("s2");
            Future<Told> last = call(() -> keeper.write(new Will("s2", List.of(FakeWills.gone("x")))));
            gate.complete();
            assertThat(get(replaced).stored()).isTrue();
            get(last);
            assertThat(store.asked).containsExactly("put s1", "put s2");
            assertThat(store.stored.get("s2").notices()).containsExactly(FakeWills.gone("x"));
        }

        @Test
        void oneThatIsTakenBackCostsNothing() {
            Promise<Void> gate = busyWith("s1");
            Future<Told> vain = write("s2");
            takeBack("s2");
            assertThat(get(vain).stored()).isTrue();
            gate.complete();
            flush();
            assertThat(store.asked).containsExactly("put s1");
        }

        @Test
        void oneThatIsBeingWrittenIsTakenBackAfterwards() {
            Promise<Void> gate = busyWith("s1");
            takeBack("s1");
            gate.complete();
            flush();
            assertThat(store.asked).containsExactly("put s1", "remove s1");
            assertThat(store.stored).isEmpty();
        }

        @Test
        void itIsSaidBeforeLongThatOneIsNotStoredYet() {
            Promise<Void> gate = busyWith("s1");
            assertThat(get(write("s2")).stored()).isFalse();
            gate.complete();
            flush();
            assertThat(store.stored).containsOnlyKeys("s1", "s2");
        }

        @Test
        void noMoreThanSomeAreKeptInMemory() {
            Promise<Void> gate = busyWith("s1");
            for (int i = 2; i <= 4; i++) {
                var unused = write("s" + i);
            }
            Future<Told> tooMany = write("s5");
            assertThat(tooMany.isComplete()).isTrue();
            assertThat(get(tooMany).stored()).isFalse();
            gate.complete();
            flush();
            assertThat(store.stored).containsOnlyKeys("s1", "s2", "s3", "s4");
        }
    }

    @Nested
    class WhileTheStoreIsLost {

        @Test
        void theyAreWrittenWhenItIsBack() {
            store.lost = true;
            Future<Told> answer = write("s1");
            await().atMost(PATIENCE).until(() -> store.asked.size() > 1);
            store.lost = false;
            get(answer);
            flush();
            assertThat(store.stored).containsOnlyKeys("s1");
        }

        @Test
        void theLastWordOfASocketCounts() {
            store.lost = true;
            Promise<Void> gate = busyWith("s1");
            var unused = write("s2");
            takeBack("s1");
            gate.complete();
            await().atMost(PATIENCE).until(() -> store.asked.size() > 1);
            store.lost = false;
            flush();
            assertThat(store.stored).containsOnlyKeys("s2");
        }
    }
}
