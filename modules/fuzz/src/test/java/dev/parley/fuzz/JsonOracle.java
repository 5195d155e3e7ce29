package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A second opinion on JSON: jackson-core over text that the JDK decoded. */
final class JsonOracle {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonOracle() {}

    /** Fails unless the bytes are one value in UTF-8, nested no deeper than that. */
    static void accepts(byte[] json, int maxDepth) {
        int open = 0;
        int values = 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            try (JsonParser parser = FACTORY.createParser(text)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token.isStructStart()) open++;
                    if (token.isStructEnd()) open--;
                    if (open == 0) values++;
                    assertThat(open).isLessThanOrEqualTo(maxDepth);
                }
            }
        } catch (IOException notJson) {
            throw new AssertionError("no JSON", notJson);
        }
        assertThat(values).isEqualTo(1);
    }
}
