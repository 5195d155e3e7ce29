package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPropertyTest {

    @Property(tries = 500)
    void whatIsWrittenIsReadBack(@ForAll("values") Json value) {
        byte[] wire = value.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(new String(wire, StandardCharsets.UTF_8))).isEqualTo(value);
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll("almostJson") String text) {
        try {
            Json value = Json.parse(text);
            assertThat(Json.parse(value.toString())).isEqualTo(value);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("not JSON at character");
        }
    }

    @Provide
    Arbitrary<Json> values() {
        return Arbitraries.recursive(JsonPropertyTest::scalars, JsonPropertyTest::nested, 0, 3);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\\", "u00e9", "a", "1", "-", ".", "e", "true", "null", " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<Json> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(20).map(Json::of),
                Arbitraries.longs().map(Json::of),
                Arbitraries.doubles().map(Json::of),
                Arbitraries.bigDecimals().map(Json::of),
                Arbitraries.of(true, false).map(Json::of),
                Arbitraries.just(Json.of(null)));
    }

    private static Arbitrary<Json> nested(Arbitrary<Json> inner) {
        Arbitrary<String> names = Arbitraries.strings().all().ofMaxLength(5);
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(Json::of),
                Arbitraries.maps(names, inner).ofMaxSize(4).map((Map<String, Json> members) -> Json.of(members)));
    }
}
