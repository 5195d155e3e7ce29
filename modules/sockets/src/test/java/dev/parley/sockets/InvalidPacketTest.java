package dev.parley.sockets;

import static dev.parley.sockets.RawClient.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends the connection of a client, frame by frame as with the reference server. */
class InvalidPacketTest {

    private static final Queue<String> events = new ConcurrentLinkedQueue<>();
    private static final Scripted profile = new Scripted((socket, event) -> {
        events.add(socket.id() + " " + event.name());
        event.ack(event.payload());
    });

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        Profile undecided = socket -> Promise.<Admission>promise().future();
        node = new TestNode(TestNode.config(), Map.of("/", profile, "/second", profile, "/undecided", undecided));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static void assertClosed(Frames frames) {
        assertThat(frames.next()).isEqualTo("closed");
        assertThat(profile.reasonOf(frames.id)).isEqualTo("forced close");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a second CONNECT                | 40
                    an event elsewhere              | 42/custom,["x"]
                    leaving elsewhere               | 41/custom
                    a CONNECT with text             | 40custom
                    a CONNECT with an array         | 40[1]
                    a CONNECT with a string         | 40"str"
                    a CONNECT with null             | 40null
                    a CONNECT with a query          | 40?a=1
                    an event without a name         | 42[]
                    an event that is an object      | 42{}
                    an event whose name is null     | 42[null]
                    an event whose name is true     | 42[true]
                    an event whose name is an array | 42[["x"]]
                    an event with bad JSON          | 42abc["x"]
                    an event with half its JSON     | 42["x"
                    a fraction for an ack id        | 421.5["m"]
                    a reserved name                 | 42["connect"]
                    a reserved name                 | 42["connect_error"]
                    a reserved name                 | 42["disconnect"]
                    a reserved name                 | 42["disconnecting"]
                    a reserved name                 | 42["newListener"]
                    a reserved name                 | 42["removeListener"]
                    a reserved name in disguise     | 42["dis\\u0063onnect"]
                    a reserved name with bytes      | 451-["connect"]
                    a refusal                       | 44{"message":"x"}
                    a refusal elsewhere             | 44/custom,"x"
                    an unknown packet type          | 47[]
                    an unknown packet type          | 49
                    an unknown packet type          | 4abc
                    an empty message                | 4
                    leaving with a payload          | 41{}
                    no attachments                  | 450-["x"]
                    eleven attachments              | 4511-["x"]
                    attachments without a number    | 45-["x"]
                    a number without a dash         | 451["x"]
                    neither number nor dash         | 45["x"]
                    an answer with no attachments   | 460-0[]
                    an answer that is an object     | 430{}
                    """)
    void endsTheConnection(String fault, String frame) {
        Frames frames = client.connected();
        frames.send(frame);
        assertClosed(frames);
    }

    @Test
    void anEventBeforeAnyConnectEndsTheConnection() {
        Frames frames = client.webSocket(WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("42[\"x\"]");
        assertThat(frames.next()).isEqualTo("closed");
    }

    @Test
    void anEventForANamespaceThatHasNotDecidedEndsTheConnection() {
        Frames frames = client.connected();
        frames.send("40/undecided", "42/undecided,[\"x\"]");
        assertClosed(frames);
    }

    @Test
    void aSecondConnectToANamespaceThatHasNotDecidedEndsTheConnection() {
        Frames frames = client.connected();
        frames.send("40/undecided", "40/undecided");
        assertClosed(frames);
    }

    @Test
    void anEventAfterLeavingEndsTheConnection() {
        Frames frames = client.connected();
        frames.send("41", "42[\"x\"]");
        assertThat(frames.next()).isEqualTo("closed");
        assertThat(profile.reasonOf(frames.id)).isEqualTo("client namespace disconnect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"splice\"", "1", "-1", "0.5", "null", "[0]", "1e99"})
    void aPlaceholderThatFitsNoAttachmentEndsTheConnectionOnceTheyAreIn(String num) {
        Frames frames = client.connected();
        frames.send("451-[\"echo\",{\"_placeholder\":true,\"num\":" + num + "}]");
        frames.send(new byte[] {1});
        assertClosed(frames);
    }

    @Test
    void textWhileAttachmentsAreDueEndsTheConnection() {
        Frames frames = client.connected();
        frames.send("452-[\"echo\"]");
        frames.send(new byte[] {1});
        frames.send("42[\"echo\"]");
        assertClosed(frames);
    }

    @Test
    void bytesThatNobodyAwaitsEndTheConnection() {
        Frames frames = client.connected();
        frames.send(new byte[] {1});
        assertClosed(frames);
    }

    @Test
    void moreBytesThanWereAnnouncedEndTheConnection() {
        Frames frames = client.connected();
        frames.send("451-0[\"echo\"]");
        frames.send(new byte[] {1});
        frames.send(new byte[] {2});
        assertThat(frames.next()).isEqualTo("461-0[]");
        assertThat(frames.next()).isEqualTo("<01>");
        assertClosed(frames);
    }

    @Test
    void theConnectionEndsForAllNamespacesAlike() {
        Frames frames = client.connected();
        frames.send("40/second,");
        String second = frames.next();
        frames.send("47[]");
        assertClosed(frames);
        assertThat(profile.reasonOf(RawClient.sid("0" + second.substring("40/second,".length()))))
                .isEqualTo("forced close");
    }

    @Test
    void nothingBehindTheFaultIsHeard() {
        String session = client.openPolling();
        client.post(session, "40");
        String id = RawClient.sid(client.get(session).body().substring(1));
        client.post(session, "42[\"before\"]\u001e47[]\u001e42[\"behind\"]");
        assertThat(profile.reasonOf(id)).isEqualTo("forced close");
        assertThat(events).contains(id + " before").doesNotContain(id + " behind");
    }
}
