package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.Remote;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundlesTest {

    private record Sent(String to, Remote message) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Sent> sent = new ArrayList<>();
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

        assertThat(sent.stream().flatMap(each -> ((Bundle) each.message()).messages().stream()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 130).mapToObj(BundlesTest::message).toList());
    }

    @Test
    void whatTheLoopSaysOutsideOfAnyContextDoesNotOvertake() throws Exception {
        inOneTurn(() -> {
            ((ContextInternal) Vertx.currentContext()).nettyEventLoop().execute(() -> bundles.add("a", message(2)));
            bundles.add("a", message(1));
        });

        assertThat(sent).containsExactly(new Sent("a", message(1)), new Sent("a", message(2)));
    }

    @Test
    void aThreadWithoutTurnsSaysItAtOnce() {
        bundles.add("a", message(1));
        assertThat(sent).containsExactly(new Sent("a", message(1)));
    }

    private void inOneTurn(Runnable action) throws Exception {
        Promise<Void> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(turn -> {
            try {
                action.run();
            } catch (Throwable fault) {
                done.fail(fault);
                return;
            }
            // Behind what the action left to the end of the turn.
            vertx.runOnContext(later -> vertx.runOnContext(over -> done.complete()));
        });
        done.future().await(5, TimeUnit.SECONDS);
    }

    private static Remote message(int number) {
        return new InterestHello(new NodeId("n" + number));
    }
}
