package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that is to be let go, and may wait for answers. */
class OwedAcksTest {

    private final Vertx vertx = Vertx.vertx();
    private final OwedAcks owed = new OwedAcks(vertx);
    private final AtomicInteger settled = new AtomicInteger();

    @AfterEach
    void close() {
        TestNode.get(vertx.close());
    }

    @Test
    void goesAtOnceIfItWaitsForNothing() {
        owed.owe();
        owed.paid();
        owed.whenSettled(settled::incrementAndGet);
        assertThat(settled).hasValue(1);
    }

    @Test
    void goesWithItsLastAnswer() {
        owed.owe();
        owed.owe();
        owed.whenSettled(settled::incrementAndGet);
        owed.paid();
        assertThat(settled).hasValue(0);
        owed.paid();
        assertThat(settled).hasValue(1);
    }

    @Test
    void goesOnceHoweverOftenItIsToldTo() {
        owed.owe();
        owed.whenSettled(settled::incrementAndGet);
        owed.whenSettled(settled::incrementAndGet);
        owed.paid();
        assertThat(settled).hasValue(1);
    }

    @Test
    void isNotLetGoAfterItHasGoneByItself() {
        owed.owe();
        owed.whenSettled(settled::incrementAndGet);
        owed.stop();
        owed.paid();
        assertThat(settled).hasValue(0);
    }
}
