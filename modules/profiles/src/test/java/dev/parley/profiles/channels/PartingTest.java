package dev.parley.profiles.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.Notice;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.profiles.TestSocket;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartingTest {

    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");
    private static final String URL = "https://example.org/gone?u=1";

    private final TestSocket socket = TestSocket.of(8, 2);

    private List<Notice> notices(boolean lenient, RawJson data, Form... forms) {
        var guard = new Guard(new OutboundConfig(lenient, List.of(), false));
        return new Parting(List.of(forms), guard, () -> NOW).notices(socket, "lobby", data);
    }

    private static RawJson data(String url) {
        return JsonWriter.object(w -> w.name("webhook_url").string(url));
    }

    @Test
    void aBackendIsCalledAsItAlwaysWas() {
        assertThat(notices(false, data(URL), Form.SIGNED_TEXT))
                .containsExactly(new Callback(
                        "default",
                        URI.create(URL),
                        false,
                        Form.SIGNED_TEXT,
                        "s1",
                        "channels.disconnect",
                        JsonWriter.object(w -> w.name("event").string("disconnect")),
                        Optional.of("channels-disconnect:s1")));
    }

    @Test
    void aStandardWebhookTellsWhoItWas() {
        var callback = (Callback) notices(false, data(URL), Form.STANDARD).getFirst();
        assertThat(callback.type()).isEqualTo("socket.disconnected");
        assertThat(callback.asOf(NOW.plusMillis(1_500)).body())
                .hasToString(
                        "{\"type\":\"socket.disconnected\",\"timestamp\":\"2030-01-31T12:00:01.500Z\",\"data\":{\"socket\":\"s1\","
                                + "\"namespace\":\"/\",\"channel\":\"lobby\",\"data\":{\"webhook_url\":\"" + URL
                                + "\"}}}");
    }

    @Test
    void bothMayBeWanted() {
        assertThat(notices(false, data(URL), Form.SIGNED_TEXT, Form.STANDARD)).hasSize(2);
        assertThat(notices(false, data(URL))).isEmpty();
    }

    @Test
    void withoutAnAddressNobodyIsCalled() {
        for (RawJson data : List.of(
                data(""),
                RawJson.NULL,
                RawJson.EMPTY_OBJECT,
                RawJson.EMPTY_ARRAY,
                RawJson.string(URL),
                JsonWriter.object(w -> w.name("webhook_url").number(1)))) {
            assertThat(notices(true, data, Form.SIGNED_TEXT)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.org/", "https://127.0.0.1/", "https://10.0.0.1/", "ftp://example.org/", "no"})
    void anAddressThatMayNotBeCalledIsNot(String url) {
        assertThat(notices(false, data(url), Form.SIGNED_TEXT)).isEmpty();
    }

    @Test
    void inDevelopmentItMayBeOnThisMachine() {
        assertThat(notices(true, data("http://127.0.0.1:9/wh"), Form.SIGNED_TEXT))
                .hasSize(1);
    }
}
