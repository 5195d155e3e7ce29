package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks wrong and costs a client nothing, frame by frame as with the reference server. */
class OddPacketTest {

    private static final Queue<String> events = new ConcurrentLinkedQueue<>();

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        var profile = new Scripted((socket, event) -> {
            events.add(socket.id() + " " + event.name());
            event.ack(event.payload());
        });
        node = new TestNode(TestNode.config(), Map.of("/", profile));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static void assertOpen(Frames frames) {
        frames.send("4277[\"echo\",\"still here\"]");
        assertThat(frames.next()).isEqualTo("4377[\"still here\"]");
    }

    @Nested
    class IsPassedOver {

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        an event without payload             | 42
                        an answer to no question             | 4399[1]
                        an answer without id                 | 43[1]
                        an answer without anything           | 43
                        an answer in a namespace not joined  | 43/custom,0[1]
                        """)
        void withoutConsequence(String oddity, String frame) {
            Frames frames = client.connected();
            frames.send(frame);
            assertOpen(frames);
            assertThat(events).filteredOn(event -> event.startsWith(frames.id)).containsExactly(frames.id + " echo");
        }

        @Test
        void aPayloadThatOnlyLooksLikeOneOfBytes() {
            Frames frames = client.connected();
            frames.send("420[\"echo\",{\"_placeholder\":true,\"num\":7}]");
            assertThat(frames.next()).isEqualTo("430[{\"_placeholder\":true,\"num\":7}]");
        }

        @Test
        void aKeyThatMeansSomethingToJavaScript() {
            Frames frames = client.connected();
            frames.send("420[\"echo\",{\"__proto__\":{\"constructor\":1}}]");
            assertThat(frames.next()).isEqualTo("430[{\"__proto__\":{\"constructor\":1}}]");
        }
    }

    @Nested
    class IsAnEventLikeOthers {

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        a number as the name       | 425[1,2]               | 435[2]      | 1
                        a name that was reserved   | 425["error","x"]       | 435["x"]    | error
                        leading zeros              | 4200012["m"]           | 4312[]      | m
                        a root written out         | 42/,5["x"]             | 435[]       | x
                        a large ack id             | 429007199254["m"]      | 439007199254[] | m
                        spaces in the JSON         | 425[ "x" , 1 ]         | 435[1]      | x
                        """)
        void with(String oddity, String frame, String answer, String name) {
            Frames frames = client.connected();
            frames.send(frame);
            assertThat(frames.next()).isEqualTo(answer);
            assertThat(events).contains(frames.id + " " + name);
        }
    }

    @Nested
    class IsRefused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        40/nope                   | /nope
                        40/nope,                  | /nope
                        40/nope,{"token":"1"}     | /nope
                        40/second?token=1,        | /second?token=1
                        40/second/,               | /second/
                        """)
        void aNamespaceThatDoesNotExist(String frame, String namespace) {
            Frames frames = client.connected();
            frames.send(frame);
            assertThat(frames.next()).isEqualTo("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
            assertOpen(frames);
        }
    }
}
