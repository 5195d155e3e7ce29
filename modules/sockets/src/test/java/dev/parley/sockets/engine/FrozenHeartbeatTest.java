package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that stood still, and goes on when a ping is due. */
class FrozenHeartbeatTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final CompletableFuture<String> done = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({"59, pinged", "61, dead"})
    void takesAClientForGoneThatHasGivenUpMeanwhile(long seconds, String what) throws Exception {
        var heartbeat = new ServerHeartbeat(
                vertx, config(), () -> done.complete("pinged"), () -> done.complete("dead"), nanos::get);
        vertx.runOnContext(here -> {
            heartbeat.start();
            nanos.set(TimeUnit.SECONDS.toNanos(seconds));
        });
        assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo(what);
    }

    private static EngineConfig config() {
        return new EngineConfig(
                "/socket.io/",
                true,
                Set.of("polling", "websocket"),
                true,
                INTERVAL,
                TIMEOUT,
                TIMEOUT,
                100_000,
                4_000_000,
                100_000,
                1_024,
                Optional.empty());
    }
}
