package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonWriterTest {

    @Test
    void commasAndColonsFallIntoPlace() {
        RawJson json = JsonWriter.build(w -> w.beginObject()
                .name("a")
                .beginArray()
                .number(-1)
                .bool(true)
                .string("x")
                .beginArray()
                .endArray()
                .raw(Json.of("{\"y\": null}"))
                .endArray()
                .name("b")
                .beginObject()
                .endObject()
                .name("c")
                .raw(RawJson.NULL)
                .endObject());

        assertThat(json).hasToString("{\"a\":[-1,true,\"x\",[],{\"y\": null}],\"b\":{},\"c\":null}");
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        assertThat(RawJson.string("\"\\/\n\r\t\b\f\u0000\u001f\u007f é\u2028😀"))
                .hasToString("\"\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f é\u2028😀\"");
        assertThat(JsonWriter.build(w -> w.beginObject().name("\"\n").number(1).endObject()))
                .hasToString("{\"\\\"\\n\":1}");
    }

    @Test
    void aLoneSurrogateBecomesAQuestionMark() {
        assertThat(RawJson.string("a\ud800b")).hasToString("\"a?b\"");
    }

    @Test
    void aTextMayOutgrowTheFirstArray() {
        String wide = "\u0001".repeat(1_000);

        assertThat(RawJson.string(wide).asString()).contains(wide);
        assertThat(JsonWriter.build(
                                w -> w.beginArray().raw(RawJson.string(wide)).endArray())
                        .elements())
                .containsExactly(RawJson.string(wide));
    }

    @ParameterizedTest
    @MethodSource("notOneValue")
    void whatWouldNotBeJsonIsRefused(Consumer<JsonWriter> content) {
        assertThatIllegalStateException().isThrownBy(() -> JsonWriter.build(content));
    }

    static List<Consumer<JsonWriter>> notOneValue() {
        return List.of(
                w -> {},
                w -> w.number(1).number(2),
                w -> w.beginArray().endArray().beginArray().endArray(),
                JsonWriter::beginArray,
                w -> w.beginArray().endObject(),
                w -> w.beginObject().endArray(),
                JsonWriter::endArray,
                w -> w.name("a"),
                w -> w.beginArray().name("a"),
                w -> w.beginObject().number(1).endObject(),
                w -> w.beginObject().name("a").endObject(),
                w -> w.beginObject().name("a").name("b").number(1).endObject(),
                w -> w.beginObject().name("a").number(1).number(2).endObject());
    }

    @Property
    void aTreeWrittenAgainIsTheSame(@ForAll("writable") String text) {
        RawJson value = Json.of(text);

        assertThat(Jackson.tokens(JsonWriter.build(w -> copy(value, w)).toBytes()))
                .isEqualTo(Jackson.tokens(value.toBytes()));
    }

    private static void copy(RawJson value, JsonWriter to) {
        switch (value.kind()) {
            case ARRAY -> {
                to.beginArray();
                value.elements().forEach(element -> copy(element, to));
                to.endArray();
            }
            case STRING -> to.string(value.asString().orElseThrow());
            case BOOLEAN -> to.bool(value.asBoolean().orElseThrow());
            case OBJECT, NUMBER, NULL -> to.raw(value);
        }
    }

    @Provide
    Arbitrary<String> writable() {
        return JsonTexts.values().filter(text -> !text.contains("\\ud800")); // the writer has no lone surrogates
    }
}
