package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.sockets.RawClient.Frames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Namespaces that exist because their name fits {@code /tenant-*}, at the wire. */
class DynamicNamespaceTest {

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static Frames connected(String namespace) {
        Frames frames = client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        enter(frames, namespace);
        return frames;
    }

    private static void enter(Frames frames, String namespace) {
        frames.send("40" + namespace + ",");
        assertThat(frames.next()).startsWith("40" + namespace + ",{\"sid\":\"");
    }

    @Test
    void aNameThatFitsIsConnectedTo() {
        Frames frames = connected("/tenant-7");
        frames.send("42/tenant-7,1[\"echo\",\"x\"]");
        assertThat(frames.next()).isEqualTo("43/tenant-7,1[\"x\"]");
    }

    @Test
    void aNameThatDoesNotFitIsRefusedAndTheConnectionStays() {
        Frames frames = connected("/tenant-7");
        frames.send("40/other,", "40/tenant-7/admin,", "40/tenant,");
        for (String name : new String[] {"/other", "/tenant-7/admin", "/tenant"}) {
            assertThat(frames.next()).isEqualTo("44" + name + ",{\"message\":\"Invalid namespace\"}");
        }
        frames.send("42/tenant-7,1[\"echo\"]");
        assertThat(frames.next()).isEqualTo("43/tenant-7,1[]");
    }

    @Test
    void aNameLongerThanTheLimitEndsTheConnection() {
        Frames longest = connected("/tenant-" + "x".repeat(248));
        longest.send("40/tenant-" + "x".repeat(249) + ",");
        assertThat(longest.next()).isEqualTo("closed");
    }

    @Test
    void twoNamesOfOnePatternHearNothingOfEachOther() {
        Frames seven = connected("/tenant-7");
        Frames eight = connected("/tenant-8");
        seven.send("42/tenant-7,1[\"join\",\"lobby\"]");
        assertThat(seven.next()).isEqualTo("43/tenant-7,1[true]");
        eight.send("42/tenant-8,1[\"join\",\"lobby\"]");
        assertThat(eight.next()).isEqualTo("43/tenant-8,1[true]");

        node.broadcast(Audience.of(new AppNamespace("default", "/tenant-7"), Target.room("lobby")), "room", "7", false);
        node.broadcast(Audience.of(new AppNamespace("default", "/tenant-7"), Target.EVERYONE), "all", "7", false);
        node.broadcast(Audience.of(new AppNamespace("default", "/tenant-8"), Target.EVERYONE), "all", "8", false);

        assertThat(seven.next()).isEqualTo("42/tenant-7,[\"room\",\"7\"]");
        assertThat(seven.next()).isEqualTo("42/tenant-7,[\"all\",\"7\"]");
        assertThat(eight.next()).isEqualTo("42/tenant-8,[\"all\",\"8\"]");
    }

    @Test
    void nothingOfANameIsLeftWhenItsLastSocketLeaves() {
        Audience everyone = Audience.of(new AppNamespace("default", "/tenant-fleeting"), Target.EVERYONE);
        Frames frames = connected("/tenant-fleeting");
        Frames other = connected("/tenant-fleeting");
        assertThat(node.services.directory().nodesOf(everyone)).hasSize(1);

        frames.send("41/tenant-fleeting,", "40/tenant-fleeting,");
        assertThat(frames.next()).startsWith("40/tenant-fleeting,{\"sid\":\"");
        assertThat(node.services.directory().nodesOf(everyone)).hasSize(1);
        frames.send("41/tenant-fleeting,");
        TestNode.get(other.webSocket.close());

        await().atMost(TestNode.PATIENCE)
                .until(() -> node.services.directory().nodesOf(everyone).isEmpty());
    }

    @Test
    void oneConnectionIsNotLetIntoMoreThanTheLimit() {
        Frames frames = connected("/tenant-0");
        int most = TestNode.config().maxNamespaces();
        for (int i = 1; i < most; i++) enter(frames, "/tenant-" + i);
        frames.send("40/tenant-more,");
        assertThat(frames.next())
                .isEqualTo(
                        "44/tenant-more,{\"message\":\"Too many namespaces\",\"data\":{\"code\":\"too_many_namespaces\"}}");
        frames.send("41/tenant-1,");
        enter(frames, "/tenant-more");
    }
}
