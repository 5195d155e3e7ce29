package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.Message.InterestHello;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aQuestionIsGivenUpWhenWhoAsksSaysSo() throws Exception {
        bus.answer(Addresses.INTEREST, said -> Future.future(never -> {})).await(5, TimeUnit.SECONDS);
        var asked = bus.ask(Addresses.INTEREST, new InterestHello(new NodeId("a")), Duration.ofMillis(10));
        assertThatThrownBy(() -> asked.await(5, TimeUnit.SECONDS)).isInstanceOf(ReplyException.class);
    }
}
