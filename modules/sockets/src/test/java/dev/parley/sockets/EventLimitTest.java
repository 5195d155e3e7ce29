package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one event may be, and which rooms there may be, at the wire. */
class EventLimitTest {

    private static LimitedNode limited;

    @BeforeAll
    static void start() {
        var joining = new Scripted((socket, event) -> socket.join(
                        Target.room(event.arg(0).asString().orElseThrow()))
                .onSuccess(known -> event.ack())
                .onFailure(
                        refused -> event.ack(RawJson.string(refused.getClass().getSimpleName()))));
        limited = new LimitedNode(ClientLimits.none(), LimitedNode.MANY, 100_000, Map.of("/second", joining))
                .with(Limit.EVENT_BYTES, 100)
                .with(Limit.JSON_DEPTH, 3)
                .with(Limit.EVENT_LENGTH, 8);
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"echo\",[[1]]]     | [[[1]]]",
                "[\"echo\",[[[1]]]]   | too_deep",
                "[\"echo\",\"[[[[\"]  | [\"[[[[\"]",
                "[\"echo\",\"\\\"[[[[\"] | [\"\\\"[[[[\"]",
                "[\"echo\",{\"a\":{\"b\":{}}}] | too_deep",
                "[\"a name too long\"] | event_name_too_long",
                "[123456789]          | event_name_too_long",
            })
    void anEventBeyondALimitIsRefusedAndTheConnectionGoesOn(String event, String answer) {
        Frames frames = limited.client.connected();
        frames.send("421" + event, "422[\"echo\"]");
        String expected = answer.startsWith("[") ? "431" + answer : "{\"code\":\"" + answer + "\"";
        assertThat(frames.next()).contains(expected);
        assertThat(frames.next()).isEqualTo("432[]");
    }

    @Test
    void anEventThatIsTooLargeIsRefusedAndCounted() {
        Frames frames = limited.client.connected();
        frames.send("421[\"echo\",\"" + "x".repeat(92) + "\"]");
        assertThat(frames.next()).contains("event_too_large").doesNotContain("retryAfter");
        frames.send("422[\"echo\",\"" + "x".repeat(89) + "\"]");
        assertThat(frames.next()).startsWith("432[\"xxx");
        limited.assertRefused("event-bytes", "default", 1);
    }

    @Test
    void aNameOfCharactersThatTakeManyBytesIsCountedInCharacters() {
        Frames frames = limited.client.connected();
        frames.send("42[\"" + "\u20ac".repeat(8) + "\"]", "421[\"" + "\u20ac".repeat(9) + "\"]");
        assertThat(frames.next()).contains("event_name_too_long");
    }

    @Test
    void aLimitThatChangesHoldsForSocketsThatAreConnected() {
        try (var other = new LimitedNode(ClientLimits.none())) {
            Frames frames = other.client.connected();
            frames.send("421[\"echo\",[[[1]]]]");
            assertThat(frames.next()).isEqualTo("431[[[[1]]]]");
            other.with(Limit.JSON_DEPTH, 2).pass(Duration.ofSeconds(2));
            frames.send("421[\"echo\",[[[1]]]]");
            assertThat(frames.next()).contains("too_deep");
        }
    }

    @Test
    void aRoomMoreThanTheAppMayHaveOnTheNodeIsRefusedUntilAnotherOneIsEmpty() {
        limited.with(Limit.ROOMS, 2);
        Frames one = joining();
        Frames other = joining();
        assertThat(join(one, "a")).isEqualTo("43/second,1[]");
        assertThat(join(other, "b")).isEqualTo("43/second,1[]");
        assertThat(join(other, "c")).isEqualTo("43/second,1[\"TooManyRooms\"]");
        assertThat(join(other, "a")).as("a room that is there").isEqualTo("43/second,1[]");
        limited.assertRefused("rooms", "default", 1);

        TestNode.get(other.webSocket.close());
        Patience.until(() -> limited.node.services.roomQuota().rooms("default") == 1);
        assertThat(join(one, "c")).isEqualTo("43/second,1[]");
        TestNode.get(one.webSocket.close());
        Patience.until(() -> limited.node.services.roomQuota().rooms("default") == 0);
        limited.with(Limit.ROOMS, Limit.ROOMS.most());
    }

    private static Frames joining() {
        Frames frames = limited.client.connected();
        frames.send("40/second,");
        assertThat(frames.next()).startsWith("40/second,{");
        return frames;
    }

    private static String join(Frames frames, String room) {
        frames.send("42/second,1[\"join\",\"" + room + "\"]");
        return frames.next();
    }
}
