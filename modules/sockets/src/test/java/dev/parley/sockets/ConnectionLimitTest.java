package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.bus.Census;
import dev.parley.bus.Identity;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import dev.parley.sockets.engine.IpBlock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many connections there may be, at the wire. The clock stands still unless a test moves it. */
class ConnectionLimitTest {

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) each.close();
    }

    private LimitedNode node(ClientLimits limits) {
        return node(limits, Map.of());
    }

    private LimitedNode node(ClientLimits limits, Map<String, Profile> profiles) {
        var node = new LimitedNode(limits, LimitedNode.MANY, 100_000, profiles);
        open.addFirst(node);
        return node;
    }

    private static ClientLimits limits(int connections, int perSecond, int unjoined) {
        return new ClientLimits(
                connections,
                perSecond,
                unjoined,
                List.of(IpBlock.of("127.0.0.0/8").orElseThrow()),
                100,
                List.of());
    }

    private Wire.Answer poll(LimitedNode node, String... headers) {
        return request(node, RawClient.POLLING, headers);
    }

    private Wire.Answer request(LimitedNode node, String uri, String... headers) {
        var wire = new Wire(node.node.port());
        open.addFirst(wire);
        return wire.request("GET", uri, headers).answer();
    }

    private Wire.Answer handshake(LimitedNode node, String... headers) {
        var wire = new Wire(node.node.port());
        open.addFirst(wire);
        return wire.handshake(RawClient.WEBSOCKET, headers).answer();
    }

    private static void assertRefused(Wire.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void aNodeThatIsFullSendsClientsElsewhereUntilSomebodyGoes() {
        LimitedNode node = node(limits(2, 1_000, 1_000));
        Frames first = node.client.connected();
        node.client.connected();

        assertRefused(poll(node), 503, "too_many_connections");
        assertRefused(handshake(node), 503, "too_many_connections");
        node.assertRefused("max-connections", "default", 2);

        TestNode.get(first.webSocket.close());
        Patience.until(() -> node.node.services.connections() == 1);
        node.client.connected();
    }

    @Test
    void anAddressHasItsLimitWhateverOthersHave() {
        LimitedNode node = node(limits(0, 1_000, 1_000)).with(Limit.CONNECTIONS_PER_ADDRESS, 2);
        String[] one = {"X-Forwarded-For: 203.0.113.1"};
        assertThat(poll(node, one).status()).isEqualTo(200);
        assertThat(handshake(node, one).status()).isEqualTo(101);

        assertRefused(poll(node, one), 429, "too_many_connections");
        assertRefused(handshake(node, "X-Forwarded-For: 9.9.9.9, 203.0.113.1"), 429, "too_many_connections");
        assertThat(poll(node, "X-Forwarded-For: 203.0.113.1, 203.0.113.2").status())
                .isEqualTo(200);
        node.assertRefused("connections-per-address", "default", 2);
    }

    @Test
    void aHeaderOfAPeerThatIsNotTrustedIsIgnored() {
        var trustsNobody = new ClientLimits(0, 1_000, 1_000, List.of(), 100, List.of());
        LimitedNode node = node(trustsNobody).with(Limit.CONNECTIONS_PER_ADDRESS, 1);
        assertThat(poll(node, "X-Forwarded-For: 203.0.113.1").status()).isEqualTo(200);
        assertRefused(poll(node, "X-Forwarded-For: 203.0.113.2"), 429, "too_many_connections");
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        LimitedNode node = node(limits(0, 1_000, 1_000)).with(Limit.CONNECTIONS_PER_ADDRESS, 1);
        assertThat(poll(node, "X-Forwarded-For: 2001:db8::1").status()).isEqualTo(200);
        assertRefused(poll(node, "X-Forwarded-For: 2001:db8::2"), 429, "too_many_connections");
        assertThat(poll(node, "X-Forwarded-For: 2001:db8:0:1::1").status()).isEqualTo(200);
    }

    @Test
    void anAddressThatOpensTooFastIsSlowedDown() {
        LimitedNode node = node(limits(0, 2, 1_000));
        for (int i = 0; i < 4; i++) assertThat(poll(node).status()).isEqualTo(200);
        assertRefused(poll(node), 429, "rate_limited");
        node.assertRefused("connects-per-second", "default", 1);

        node.pass(Duration.ofMillis(500));
        assertThat(poll(node).status()).isEqualTo(200);
        assertRefused(poll(node), 429, "rate_limited");
    }

    @Test
    void connectionsThatJoinNothingLeaveRoomForThoseThatDo() {
        LimitedNode node = node(limits(0, 1_000, 2));
        String first = node.client.openPolling();
        node.client.openPolling();
        assertRefused(poll(node), 429, "too_many_connections");
        node.assertRefused("max-unjoined-per-address", "default", 1);

        node.client.post(first, "40");
        assertThat(node.client.get(first).body()).startsWith("40{");
        assertThat(poll(node).status()).isEqualTo(200);
        assertRefused(poll(node), 429, "too_many_connections");
    }

    @Test
    void anAppHasItsLimitInTheWholeCluster() {
        LimitedNode node = node(limits(0, 1_000, 1_000)).with(Limit.CONNECTIONS, 3);
        AppConnections ofApps = node.node.services.quotas().ofApps();
        var other = new NodeId("other");
        ofApps.hear(new Census(other, List.of(new Census.Count("default", 2))));

        assertThat(poll(node).status()).isEqualTo(200);
        assertRefused(poll(node), 429, "too_many_connections");
        assertThat(request(node, RawClient.POLLING + "&app=other").status()).isEqualTo(200);
        node.assertRefused("connections", "default", 1);
        assertThat(ofApps.counts())
                .containsExactlyInAnyOrder(new Census.Count("default", 1), new Census.Count("other", 1));

        ofApps.retain(Set.of());
        assertThat(poll(node).status()).as("once the other node is gone").isEqualTo(200);
    }

    @Test
    void anAppThatIsNotThereCountsForNobody() {
        LimitedNode node = node(limits(0, 1_000, 1_000)).with(Limit.CONNECTIONS, 1);
        for (int i = 0; i < 3; i++)
            assertThat(request(node, RawClient.POLLING + "&app=nobody").status())
                    .isEqualTo(200);
        assertThat(poll(node).status()).isEqualTo(200);
        assertRefused(poll(node), 429, "too_many_connections");
    }

    /** The user is whoever the auth object says. */
    private static Future<Admission> trusting(ClientSocket socket) {
        String user = socket.auth()
                .flatMap(auth -> auth.member("user"))
                .flatMap(RawJson::asString)
                .orElseThrow();
        var identity = new Identity(user, Optional.empty(), Instant.EPOCH, Optional.empty(), RawJson.EMPTY_OBJECT);
        var handler = new SocketHandler() {
            @Override
            public void connected() {}

            @Override
            public void event(ClientEvent event) {}

            @Override
            public void disconnected(DisconnectReason reason) {}
        };
        return Future.succeededFuture(new Admission.Admitted(handler, Optional.of(identity)));
    }

    @Test
    void aUserHasALimitOfConnectionsHoweverManyNamespacesTheyAreIn() {
        Profile trusting = ConnectionLimitTest::trusting;
        LimitedNode node = node(limits(0, 1_000, 1_000), Map.of("/", trusting, "/second", trusting))
                .with(Limit.CONNECTIONS_PER_USER, 1);
        Frames first = connected(node);
        first.send("40/,{\"user\":\"ann\"}", "40/second,{\"user\":\"ann\"}");
        assertThat(first.next()).startsWith("40{\"sid\"");
        assertThat(first.next()).startsWith("40/second,{\"sid\"");

        Frames second = connected(node);
        second.send("40/,{\"user\":\"ann\"}", "40/,{\"user\":\"bob\"}");
        assertThat(second.next())
                .startsWith("44{\"message\":")
                .endsWith("\"data\":{\"code\":\"too_many_connections\"}}");
        assertThat(second.next()).startsWith("40{\"sid\"");
        node.assertRefused("connections-per-user", "default", 1);

        first.send("41/second,");
        Frames third = connected(node);
        third.send("40/,{\"user\":\"ann\"}");
        assertThat(third.next()).as("the connection is still there").startsWith("44{");
        first.send("41", "421[\"x\"]");
        assertThat(first.next()).isEqualTo("closed");
        third.send("40/,{\"user\":\"ann\"}");
        assertThat(third.next()).startsWith("40{\"sid\"");
    }

    private static Frames connected(LimitedNode node) {
        Frames frames = node.client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        return frames;
    }

    @Test
    void addressesThatAreGoneAreForgotten() {
        var book = new AddressBook();
        assertThat(book.enter("a", 10, 10, 1, 0)).isEqualTo(AddressBook.Entry.OPENED);
        assertThat(book.enter("b", 10, 10, 1, 0)).isEqualTo(AddressBook.Entry.OPENED);
        book.left("a", false);
        book.forget(0);
        assertThat(book.size()).as("as long as it opened too fast").isEqualTo(2);
        book.forget(Duration.ofSeconds(2).toNanos());
        assertThat(book.size()).isEqualTo(1);
    }
}
