package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that two nodes share. */
class HazelcastRecordsTest extends SharedRecordsContract {

    private static List<Integer> ports = List.of();
    private static TestNode first;
    private static TestNode second;

    @BeforeAll
    static void twoNodes() throws IOException {
        ports = List.of(TestNode.freePort(), TestNode.freePort());
        first = TestNode.start("records-test", "n1", ports.get(0), ports);
        second = TestNode.start("records-test", "n2", ports.get(1), ports);
    }

    @AfterAll
    static void stop() {
        TestNode.get(second.cluster().leave());
        TestNode.get(first.cluster().leave());
    }

    @Override
    SharedRecords here() {
        return first.cluster().records("test");
    }

    @Override
    SharedRecords there() {
        return second.cluster().records("test");
    }

    /** Real time does it. */
    @Override
    void outlive(Duration life) {}

    @Test
    void theyOutliveTheNodeThatMadeThem() throws IOException {
        int port = TestNode.freePort();
        TestNode passing = TestNode.start("records-test", "passing", port, List.of(port, ports.getFirst()));
        for (int i = 0; i < 50; i++) {
            TestNode.get(passing.cluster().records("left").create("k" + i, "v" + i, Optional.empty()));
        }
        TestNode.get(passing.cluster().leave());
        assertThat(TestNode.get(first.cluster().records("left").all()))
                .hasSize(50)
                .containsEntry("k7", "v7");
    }
}
