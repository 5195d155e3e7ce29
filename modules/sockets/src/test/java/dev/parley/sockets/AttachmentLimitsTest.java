package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long attachments may take, and how large they may be. */
class AttachmentLimitsTest {

    private static final Duration NEVER = Duration.ofMinutes(5);

    private final Scripted profile = new Scripted((socket, event) -> event.ack(event.payload()));

    private TestNode node(Duration pingInterval, Duration attachmentTimeout) {
        return new TestNode(
                TestNode.config(Parser.AUTO, pingInterval, NEVER, 4_000_000, NEVER, attachmentTimeout),
                Map.of("/", profile));
    }

    /** An event of so many attachments that asks for an answer, without them. */
    private static String head(int attachments) {
        return IntStream.range(0, attachments)
                .mapToObj(number -> ",{\"_placeholder\":true,\"num\":" + number + "}")
                .collect(Collectors.joining("", "45" + attachments + "-0[\"echo\"", "]"));
    }

    /** The same with the first of them. Both are under way before the server can have closed anything. */
    private static void begin(Frames frames, int attachments) {
        var head = frames.webSocket.writeTextMessage(head(attachments));
        TestNode.get(Future.all(head, frames.webSocket.writeBinaryMessage(Buffer.buffer(new byte[] {1}))));
    }

    @Test
    void endAConnectionWhoseAttachmentsDoNotCome() {
        try (var node = node(NEVER, Duration.ofSeconds(1));
                var client = new RawClient(node)) {
            Frames complete = client.connected();
            begin(complete, 1);
            assertThat(complete.next()).startsWith("461-0[");
            assertThat(complete.next()).isEqualTo("<01>");

            Frames waiting = client.connected();
            begin(waiting, 2);
            assertThat(waiting.next()).isEqualTo("closed");
            assertThat(profile.reasonOf(waiting.id)).isEqualTo("forced close");

            complete.send("421[\"echo\"]");
            assertThat(complete.next()).as("nobody waits for more of it").isEqualTo("431[]");
        }
    }

    @Test
    void countTheTimeFromOneAttachmentToTheNext() {
        try (var node = node(Duration.ofMillis(500), Duration.ofSeconds(2));
                var client = new RawClient(node)) {
            Frames frames = client.connected();
            frames.send(head(7));
            for (int part = 0; part < 7; part++) {
                // A ping is half a second, so that the parts together take longer than one of them may.
                assertThat(frames.next()).isEqualTo("2");
                frames.send("3");
                frames.send(new byte[] {(byte) part});
            }
            assertThat(frames.next()).startsWith("467-0[");
        }
    }

    @Test
    void letAttachmentsTogetherBeLargerThanOneMessage() {
        try (var node = node(NEVER, NEVER);
                var client = new RawClient(node)) {
            Frames frames = client.connected();
            frames.send(head(2));
            frames.send(new byte[100_000]);
            frames.send(new byte[100_000]);
            assertThat(frames.next()).startsWith("462-0[");
        }
    }

    @Test
    void endAConnectionWhoseAttachmentsAreTooLargeTogether() {
        try (var node = node(NEVER, NEVER);
                var client = new RawClient(node)) {
            Frames frames = client.connected();
            frames.send(head(3));
            frames.send(new byte[100_000]);
            frames.send(new byte[100_000]);
            frames.send(new byte[1]);
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(profile.reasonOf(frames.id)).isEqualTo("forced close");
        }
    }
}
