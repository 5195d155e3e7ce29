package dev.parley.profiles.instantio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeJsonTest {

    private static final byte[] BYTES = {0, 127, -128, -1};

    @Test
    void bytesAreWhatNodeMakesOfItsBuffers() {
        RawJson value = Json.of("{'a':[{'_placeholder':true,'num':0},1.0],'b':null}");
        assertThat(NodeJson.of(value, List.of(BYTES)))
                .isEqualTo(Json.of("{'a':[{'type':'Buffer','data':[0,127,128,255]},1.0],'b':null}"));
    }

    @Test
    void whatOnlyLooksLikeAPlaceholderStays() {
        for (String text : new String[] {
            "{'_placeholder':true,'num':1}",
            "{'_placeholder':true,'num':-9223372036854775808}",
            "{'_placeholder':true}",
            "{'_placeholder':1,'num':0}"
        }) {
            assertThat(NodeJson.of(Json.of(text), List.of(BYTES))).isEqualTo(Json.of(text));
        }
    }

    @Test
    void withoutAttachmentsNothingIsCopied() {
        RawJson value = Json.of("{'_placeholder':true,'num':0}");
        assertThat(NodeJson.of(value, List.of())).isSameAs(value);
    }
}
