package dev.parley.profiles.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishSchemasTest {

    @TempDir
    Path folder;

    private PublishSchemas.Reading read(String schema) {
        return read("order.json", schema);
    }

    private PublishSchemas.Reading read(String name, String schema) {
        try {
            Files.writeString(folder.resolve(name), schema);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
        return PublishSchemas.read(folder);
    }

    private PublishSchemas schemas(String schema) {
        PublishSchemas.Reading reading = read(schema);
        assertThat(reading.faults()).isEmpty();
        return reading.schemas();
    }

    @Nested
    class ASchema {

        private static final String ORDER = """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","additionalProperties":false,
                 "required":["id","items"],
                 "properties":{"id":{"type":"integer"},"items":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/item"}}},
                 "$defs":{"item":{"type":"object","required":["sku"],
                   "properties":{"sku":{"type":"string","pattern":"^[A-Z]+-[0-9]+$"},"due":{"format":"date"}}}}}
                """;

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"id\":1,\"items\":[{\"sku\":\"A-1\"}]} | ",
                    "{\"id\":\"1\",\"items\":[{\"sku\":\"A-1\"}]} | /id: string found, integer expected",
                    "{\"id\":1,\"items\":[]} | /items: must have at least 1 items but found 0",
                    "{\"id\":1,\"items\":[{\"sku\":\"A-1\"},{}]} | /items/1: required property 'sku' not found",
                    "{\"id\":1,\"items\":[{\"sku\":\"a\"}]}"
                            + " | /items/0/sku: does not match the regex pattern ^[A-Z]+-[0-9]+$",
                    "{\"id\":1,\"items\":[{\"sku\":\"A-1\",\"due\":\"soon\"}]}"
                            + " | /items/0/due: does not match the date pattern must be a valid RFC 3339 full-date",
                    "null | : null found, object expected"
                })
        void saysWhatIsWrongFirst(String data, String fault) {
            assertThat(schemas(ORDER).fault("order", Json.of(data)).orElse(null))
                    .isEqualTo(fault);
        }

        @Test
        void isOfItsOwnEventAlone() {
            assertThat(schemas("false").fault("other", RawJson.NULL)).isEmpty();
        }

        @Test
        void mayReferToItselfDeeperInTheValue() {
            var tree = schemas("{\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#\"}}");
            assertThat(tree.fault("order", Json.of("{\"a\":{\"b\":{}}}"))).isEmpty();
            assertThat(tree.fault("order", Json.of("{\"a\":{\"b\":1}}"))).isPresent();
        }

        /** With a matcher that goes back it would take longer than anybody lives. */
        @Test
        @Timeout(20)
        void isMatchedInLinearTime() {
            var slow = schemas("{\"pattern\":\"^(a+)+$\"}");
            assertThat(slow.fault("order", RawJson.string("a".repeat(20_000) + "b")))
                    .isPresent();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e999999999", "-1e400", "0.1e-999999999"})
        @Timeout(20)
        void copesWithNumbersBeyondMeasure(String number) {
            var numbers = schemas("{\"type\":\"number\",\"multipleOf\":0.01,\"maximum\":10}");
            assertThat(numbers.fault("order", Json.of("[" + number + "]"))).isPresent();
            var unused = numbers.fault("order", Json.of(number));
        }
    }

    @Nested
    class AFault {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{ | order.json: is no JSON",
                    "[] | order.json: a schema is an object",
                    "{\"$schema\":\"https://example.org/my\"} | order.json: $schema is no version that is known",
                    "{\"$ref\":\"https://example.org/schema\"} | order.json: /$ref: leads nowhere in this document",
                    "{\"items\":{\"$ref\":\"other.json\"}} | order.json: /items/$ref: leads nowhere in this document",
                    "{\"items\":{\"$ref\":\"#/$defs/none\"}} | order.json: /items/$ref: leads nowhere in this document",
                    "{\"items\":{\"$id\":\"https://example.org/\"}} | order.json: /items/$id: may be at the top alone",
                    "{\"$ref\":\"#\"} | order.json: a $ref comes back to itself",
                    "{\"properties\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/properties/a\"}]}}}"
                            + " | order.json: a $ref comes back to itself",
                    "{\"$dynamicRef\":\"#a\"} | order.json: /$dynamicRef: is not supported",
                    "{\"properties\":{\"a\":{\"pattern\":\"(?=b)\"}}}"
                            + " | order.json: /properties/a/pattern: is no pattern of RE2",
                    "{\"patternProperties\":{\"(\":{}}} | order.json: /patternProperties: is no pattern of RE2"
                })
        void isSaidOfTheFile(String schema, String fault) {
            PublishSchemas.Reading reading = read(schema);
            assertThat(reading.faults()).singleElement().asString().startsWith(fault);
            assertThat(reading.schemas().events()).isEmpty();
        }

        @Test
        void isSaidOfEachFile() {
            read("b.json", "[]");
            read("c.json", "{}");
            read("notes.txt", "nothing");
            assertThat(read("a.json", "{").faults()).hasSize(2);
        }

        @Test
        void isSaidOfAFolderThatIsNotThere() {
            assertThat(PublishSchemas.read(folder.resolve("none")).faults())
                    .containsExactly("the folder cannot be read");
        }

        @Test
        void isNoPropertyThatIsCalledLikeAKeyword() {
            assertThat(read("{\"properties\":{\"$ref\":{},\"pattern\":{},\"$id\":{}},\"const\":{\"$ref\":\"x\"}}")
                            .faults())
                    .isEmpty();
        }
    }
}
