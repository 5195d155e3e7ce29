package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two nodes and twenty stock clients that talk to one another while tests are bad to the first node. As an extension it
 * makes sure after each test that the clients noticed nothing and that the nodes are well, and after the last one that
 * nothing of it stays in their memory. Owned by the thread of its test.
 */
final class BystanderCluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final String FRIEND = "https://friend.example";

    /**
     * All other times are longer than tests wait: what ends sooner was ended for what it did. And everybody here has one
     * address, which may open as many connections as it likes: what is tried is not how many those are.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_SOCKETS_ATTACHMENT_TIMEOUT", "3s",
            "PARLEY_SOCKETS_ALLOWED_ORIGINS", FRIEND,
            "PARLEY_LISTEN_CONNECTS_PER_SECOND", "1000000",
            "PARLEY_LISTEN_MAX_UNJOINED_PER_ADDRESS", "1000000");

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final double LATEST_SECONDS = 10;
    private static final long MORE_HEAP = 48_000_000;

    private final Map<String, String> settings;
    private ParleyCluster cluster;
    private NodeScript.Playing bystanders;
    private List<Long> heapBefore;
    private int asked;

    BystanderCluster() {
        this(Map.of());
    }

    /**
     * @param more environment of the nodes
     */
    BystanderCluster(Map<String, String> more) {
        settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = ParleyCluster.start(2, new Secrets(), settings);
        bystanders = cluster.scenario("crowd.mjs").start();
        bystanders.await("all are talking", WITHIN);
        heapBefore = heap();
    }

    /** The node that tests are bad to. */
    ParleyProcess node() {
        return cluster.node(1);
    }

    String apiKey() {
        return cluster.apiKey();
    }

    /** The talk goes on, and nobody has noticed anything until now. */
    void goOn() {
        String question = "do you notice anything? " + ++asked;
        bystanders.tell(question);
        bystanders.await(question, WITHIN);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        goOn();
        assertThat(node().statusOf("/health/ready")).isEqualTo(200);
        for (ParleyProcess node : cluster.nodes()) {
            assertThat(node.hasLogged(" ERROR ")).as(node.tail()).isFalse();
            assertThat(node.hasLogged("LEAK:")).as(node.tail()).isFalse();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            assertHeapIsFlat();
            assertLoopsAreInTime();
            bystanders.fallSilent();
            bystanders.finish(WITHIN);
        } finally {
            bystanders.close();
            cluster.close();
        }
    }

    /** What is used after a collection is what was used before the tests, give or take what the bystanders need. */
    void assertHeapIsFlat() {
        List<Long> after = heap();
        for (int i = 0; i < after.size(); i++)
            assertThat(after.get(i) - heapBefore.get(i))
                    .as("bytes more in use at " + cluster.nodes().get(i).url())
                    .isLessThan(MORE_HEAP);
    }

    private void assertLoopsAreInTime() {
        for (ParleyProcess node : cluster.nodes())
            assertThat(node.metrics().sum("parley_event_loop_delay_seconds_max"))
                    .as("how late an event loop came to a task")
                    .isLessThan(LATEST_SECONDS);
    }

    private List<Long> heap() {
        return cluster.nodes().stream().map(ParleyProcess::heapAfterGc).toList();
    }
}
