package dev.parley.profiles.panel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void aStringIsAString() {
        Fields fields = of("{\"name\":\"ann\",\"more\":7}");
        assertThat(fields.required("name")).isEqualTo("ann");
        assertThat(fields.optional("name")).contains("ann");
        assertThat(fields.faults())
                .as("members that nobody asks for are left alone")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":7}", "{\"name\":{}}", "[]"})
    void whatHasToBeAStringIsNamedIfItIsNot(String body) {
        Fields fields = of(body);
        assertThat(fields.required("name")).isEmpty();
        assertThat(fields.faults()).containsExactly("name must be a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":null}"})
    void whatMayBeLeftOutMayBeNullToo(String body) {
        Fields fields = of(body);
        assertThat(fields.optional("name")).isEmpty();
        assertThat(fields.strings("name")).isEmpty();
        assertThat(fields.faults()).isEmpty();
    }

    @Test
    void aListHasEachStringOnce() {
        assertThat(of("{\"users\":[\"b\",\"a\",\"b\"]}").strings("users")).containsExactly("b", "a");
    }

    @Test
    void whatIsWrongIsToldInTheOrderOfReading() {
        Fields fields = of("{\"name\":7,\"users\":[\"a\",7],\"more\":\"a\"}");
        assertThat(fields.required("name")).isEmpty();
        assertThat(fields.strings("users")).containsExactly("a");
        assertThat(fields.strings("more")).isEmpty();
        assertThat(fields.faults())
                .containsExactly(
                        "name must be a string", "each value in users must be a string", "more must be an array");
    }

    private static Fields of(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        var valid = (RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10);
        return new Fields(valid.value().members());
    }
}
