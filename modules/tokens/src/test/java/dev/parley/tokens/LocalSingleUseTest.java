package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalSingleUseTest {

    private Instant now = NOW;
    private final LocalSingleUse uses = new LocalSingleUse(() -> now, 3);

    private boolean claim(String jti, long seconds) {
        return uses.claim(jti, NOW.plusSeconds(seconds)).result();
    }

    @Test
    void onlyTheFirstClaimSucceeds() {
        assertThat(claim("a", 60)).isTrue();
        assertThat(claim("a", 60)).isFalse();
        assertThat(claim("b", 60)).isTrue();
    }

    @Test
    void fullMemoryRefusesRatherThanForgets() {
        for (String jti : new String[] {"a", "b", "c"})
            assertThat(claim(jti, 60)).isTrue();
        assertThat(claim("d", 60)).isFalse();
        assertThat(claim("a", 60)).isFalse();
    }

    @Test
    void expiredUsesMakeRoomWhateverTheirOrder() {
        claim("late", 60);
        claim("early", 20);
        claim("middle", 40);
        now = NOW.plusSeconds(40);
        assertThat(claim("d", 90)).isTrue();
        assertThat(claim("e", 90)).isTrue();
        assertThat(claim("f", 90)).isFalse();
        assertThat(claim("late", 60)).isFalse();
    }

    @Test
    void useThatComesTooLateIsRefusedSinceItCouldNotBeRemembered() {
        now = NOW.plusSeconds(60);
        assertThat(claim("a", 60)).isFalse();
    }

    @Test
    void oneOfManyThreadsIsFirst() throws Exception {
        int threads = 8;
        var together = new CyclicBarrier(threads);
        Callable<Boolean> claim = () -> {
            together.await();
            return claim("a", 60);
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> claim).toList());
            assertThat(results).map(Future::resultNow).containsOnlyOnce(true);
        }
    }
}
