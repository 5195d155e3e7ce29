package dev.parley.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A second opinion on JSON: jackson-core over text that the JDK decoded.
 *
 * <p>Left to itself jackson guesses the encoding, passes over a byte order mark and lets malformed UTF-8 through, so
 * the JDK's strict decoder stands in front of it. Its own limits on depth and length are lifted.
 */
public final class Jackson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** One token, and for names and scalars its text without quotes and escapes. */
    public record Token(JsonToken type, String text) {}

    private Jackson() {}

    /** The tokens of the one value in {@code bytes}; nothing if they are not exactly one. */
    public static Optional<List<Token>> tokens(byte[] bytes) {
        try {
            return one(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether jackson, fed with the bytes themselves, takes them. */
    static boolean takes(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return one(parser).isPresent();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<List<Token>> one(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return one(parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<List<Token>> one(JsonParser parser) throws IOException {
        var tokens = new ArrayList<Token>();
        int open = 0;
        int values = 0;
        try {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(new Token(token, parser.getText()));
                if (token.isStructStart()) open++;
                if (token.isStructEnd()) open--;
                if (open == 0) values++;
            }
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        return values == 1 ? Optional.of(tokens) : Optional.empty();
    }
}
