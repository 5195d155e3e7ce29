package dev.parley.profiles.instantio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    /** One that nobody waits for an answer to. */
    private record Said(String name, Payload payload) implements ClientEvent {
        @Override
        public boolean wantsAck() {
            return false;
        }

        @Override
        public void ack(Payload answer) {}
    }

    private static Said said(String name) {
        return new Said(name, Payload.of(RawJson.NULL));
    }

    private static Said bytes(int count) {
        return new Said("bytes", new Payload(List.of(), List.of(new byte[count])));
    }

    private final Backlog backlog = new Backlog();

    @Test
    void itIsFirstInFirstOut() {
        backlog.add(said("a"));
        backlog.add(said("b"));
        assertThat(backlog.next()).isEqualTo(said("a"));
        assertThat(backlog.next()).isEqualTo(said("b"));
        assertThat(backlog.next()).isNull();
    }

    @Test
    void itTakesAHundredEvents() {
        for (int i = 0; i < 100; i++) assertThat(backlog.add(said("x"))).isTrue();
        assertThat(backlog.add(said("x"))).isFalse();
        backlog.next();
        assertThat(backlog.add(said("x"))).isTrue();
    }

    @Test
    void itTakesFourMegabytesAttachmentsIncluded() {
        assertThat(backlog.add(bytes(3_000_000))).isTrue();
        assertThat(backlog.add(bytes(1_000_001))).isFalse();
        assertThat(backlog.add(bytes(1_000_000))).isTrue();
        backlog.clear();
        assertThat(backlog.add(bytes(4_000_000))).isTrue();
    }
}
