package dev.parley.profiles.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelEventTest {

    private static final RawJson OBJECT =
            JsonWriter.object(w -> w.name("room_id").string("r"));

    @Test
    void saysTheSameAsAnObjectAndAsATextOfOne() {
        assertThat(PanelEvent.of(OBJECT).text("room_id")).contains("r");
        assertThat(PanelEvent.of(RawJson.string(" " + OBJECT)).text("room_id")).contains("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "7", "[]", "\"{}\"", "{\"room_id\":7}", "{\"room_id\":null}"})
    void saysNothingAsAnyOtherText(String text) {
        assertThat(PanelEvent.of(RawJson.string(text)).text("room_id")).isEmpty();
    }

    @Test
    void saysNothingIfItIsNeither() {
        assertThat(PanelEvent.of(RawJson.NULL).members()).isEmpty();
        assertThat(PanelEvent.of(RawJson.EMPTY_ARRAY).members()).isEmpty();
    }

    @Test
    void isNotReadHoweverDeepItIs() {
        String deep = "{\"room_id\":\"r\",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
        assertThat(PanelEvent.of(RawJson.string(deep)).members()).isEmpty();
    }
}
