package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.Health;
import dev.parley.api.Health.StoreState;
import dev.parley.bus.NodeId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AboutNodeTest {

    private final Health health = new Health();

    private String told() {
        var self = new NodeId("n");
        return new AboutNode(self, Instant.EPOCH, health, () -> List.of(self))
                .json()
                .toString();
    }

    @Test
    void everyReasonWhyItIsNotWellIsTold() {
        health.ready(true);
        health.degraded(() -> true);
        health.store(() -> StoreState.UNAVAILABLE);

        assertThat(told())
                .contains("\"state\":\"degraded\"", "{\"code\":\"minority\",\"text\":\"")
                .contains("{\"code\":\"store_unavailable\",\"text\":\"");
    }

    @Test
    void aNodeThatIsWellHasNone() {
        health.ready(true);

        assertThat(told()).contains("\"reasons\":[]");
    }
}
