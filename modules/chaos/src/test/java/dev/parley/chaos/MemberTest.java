package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.client.Loss;
import dev.parley.chaos.client.Server;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client that is told what happens, and has no connection: each join that it tries is noted as one without an answer. */
class MemberTest {

    private static final Server SERVER = new Server(1, "127.0.0.1", 1);

    private final Books books = Books.empty();
    private final Member member =
            new Member(7, Set.of(1, 2), Optional.empty(), false, () -> SERVER, books, new Random(1));

    private long joins() {
        return books.notes().all().getOrDefault("join: no answer", 0L);
    }

    private void enters(boolean recovered) {
        member.welcomed(SERVER, recovered);
        member.connected(recovered);
    }

    @Test
    void whoIsRecoveredJoinsTheRoomsWhoseAcknowledgementWasLostWithTheConnection() {
        enters(false);
        assertThat(joins()).isEqualTo(2);
        member.lost(new Loss(Loss.Cause.TRANSPORT, true, "reset"));
        enters(true);
        assertThat(joins()).isEqualTo(4);
    }
}
