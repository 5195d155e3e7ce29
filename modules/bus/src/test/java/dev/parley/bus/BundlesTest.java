package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.Remote;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundlesTest {

    private record Sent(String to, Remote message) {}

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(4));
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Bundles bundles = new Bundles((to, message) -> sent.add(new Sent(to, message)));

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatALoopSaysInOneTurnGoesTogetherToEachNode() throws Exception {
        inOneTurn(() -> {
            bundles.add("a", message(1));
            bundles.add("b", message(2));
            bundles.add("a", message(3));
            assertThat(sent).isEmpty();
        });

        assertThat(sent)
                .containsExactly(new Sent("a", new Bundle(List.of(message(1), message(3)))), new Sent("b", message(2)));
    }

    @Test
    void whatTheLoopHadStillToDoIsInTheSameTurn() throws Exception {
        inOneTurn(() -> {
            vertx.runOnContext(queued -> bundles.add("a", message(2)));
            bundles.add("a", message(1));
        });

        assertThat(sent).containsExactly(new Sent("a", new Bundle(List.of(message(1), message(2)))));
    }

    @Test
    void manyDoNotWaitForTheEndOfTheTurn() throws Exception {
        inOneTurn(() -> {
            for (int i = 0; i < 130; i++) bundles.add("a", message(i));
            assertThat(sent).hasSize(2);
        });

        assertThat(messages())
                .containsExactlyElementsOf(
                        IntStream.range(0, 130).mapToObj(BundlesTest::message).toList());
    }

    @Test
    void whatTheLoopSaysOutsideOfAnyContextDoesNotOvertake() throws Exception {
        inOneTurn(() -> {
            ((ContextInternal) Vertx.currentContext()).nettyEventLoop().execute(() -> bundles.add("a", message(2)));
            bundles.add("a", message(1));
        });

        assertThat(messages()).containsExactly(message(1), message(2));
    }

    @Test
    void whatOneLoopHasSaidLeavesBeforeWhatAnotherSaysThen() throws Exception {
        Context one = loop();
        Context other = loop();
        var said = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        Future<Void> turn = inOneTurn(one, () -> {
            bundles.add("a", message(1));
            said.countDown();
            // As long as this turn lasts, nothing leaves by its end.
            assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(said.await(5, TimeUnit.SECONDS)).isTrue();

        inOneTurn(other, () -> bundles.add("a", message(2))).await(5, TimeUnit.SECONDS);

        assertThat(sent).containsExactly(new Sent("a", new Bundle(List.of(message(1), message(2)))));
        gone.countDown();
        turn.await(5, TimeUnit.SECONDS);
        assertThat(sent).hasSize(1);
    }

    @Test
    void manyLoopsAtOnceLoseAndOvertakeNothing() throws Exception {
        int each = 20_000;
        var last = new AtomicInteger();
        List<Future<Void>> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Context loop = loop();
            for (int n = 0; n < each / 10; n++) {
                turns.add(inOneTurn(loop, () -> {
                    for (int k = 0; k < 10; k++) {
                        // Whoever has this lock speaks after all who had it before.
                        synchronized (last) {
                            bundles.add("a", message(last.incrementAndGet()));
                        }
                    }
                }));
            }
        }
        Future.all(turns).await(30, TimeUnit.SECONDS);

        assertThat(messages())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 4 * each)
                        .mapToObj(BundlesTest::message)
                        .toList());
    }

    @Test
    void whatCannotBeSentStopsNothingElse() throws Exception {
        var broken = new AtomicBoolean(true);
        var failing = new Bundles((to, message) -> {
            if (broken.getAndSet(false)) throw new IllegalStateException("not started");
            sent.add(new Sent(to, message));
        });

        assertThatThrownBy(() -> failing.add("a", message(1))).hasMessage("not started");
        failing.add("a", message(2));

        assertThat(sent).containsExactly(new Sent("a", message(2)));
    }

    @Test
    void aThreadWithoutTurnsSaysItAtOnce() {
        bundles.add("a", message(1));
        assertThat(sent).containsExactly(new Sent("a", message(1)));
    }

    private interface Action {
        void run() throws Exception;
    }

    private void inOneTurn(Action action) throws Exception {
        inOneTurn(loop(), action).await(5, TimeUnit.SECONDS);
    }

    /** Each has a thread of its own, as long as there are not more than threads. */
    private Context loop() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    private static Future<Void> inOneTurn(Context loop, Action action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(turn -> {
            try {
                action.run();
            } catch (Throwable fault) {
                done.fail(fault);
                return;
            }
            // Behind what the action left to the end of the turn.
            loop.runOnContext(later -> loop.runOnContext(over -> done.complete()));
        });
        return done.future();
    }

    private List<Remote> messages() {
        return sent.stream()
                .flatMap(each -> each.message() instanceof Bundle bundle
                        ? bundle.messages().stream()
                        : Stream.of(each.message()))
                .toList();
    }

    private static Remote message(int number) {
        return new InterestHello(new NodeId("n" + number));
    }
}
