package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into JSON and takes the bytes out of them, leaving placeholders. Confined to one call of the codec.
 *
 * <p>The JSON of a byte of the message has six bytes at most ({@code false,} for one), that of an attachment 31. After a
 * flaw it goes on only as far as the brackets that are open.
 */
final class ToJson {

    private final byte[] message;
    private final TokenReader in;
    private final DecodeLimits limits;
    private final List<byte[]> attachments = new ArrayList<>();
    private @Nullable String flaw;

    ToJson(byte[] message, TokenReader in, DecodeLimits limits) {
        this.message = message;
        this.in = in;
        this.limits = limits;
    }

    /** What is wrong with the values so far; what they came to is worth nothing then. */
    @Nullable
    String flaw() {
        return flaw;
    }

    /** The attachments of all values so far. */
    List<byte[]> attachments() {
        return attachments;
    }

    /** The next value; null if it is absent. */
    @Nullable
    RawJson value() {
        Token token = in.next();
        if (token instanceof Token.Undefined) return null;
        return JsonWriter.build(out -> write(token, out, limits.depth()));
    }

    /** The next value, which must be a key. */
    String key() {
        return switch (in.next()) {
            case Token.Text(String value) -> value;
            case Token.Whole(long value) -> Long.toString(value);
            case Token.Unsigned(long bits) -> Long.toUnsignedString(bits);
            case Token.Flaw(String why) -> failed(why);
            default -> failed("key is no string or whole number");
        };
    }

    /** Steps over the next value, whatever is in it. */
    void skip() {
        long due = 1;
        while (due > 0 && flaw == null) {
            due--;
            switch (in.next()) {
                case Token.Array(int size) -> due += size;
                case Token.Map(int size) -> due += 2L * size;
                case Token.Flaw(String why) -> fail(why);
                default -> {}
            }
        }
    }

    private void write(Token token, JsonWriter out, int depth) {
        switch (token) {
            case Token.Constant(RawJson json) -> out.raw(json);
            case Token.Undefined undefined -> out.raw(RawJson.NULL);
            case Token.Whole(long value) -> out.number(value);
            case Token.Unsigned(long bits) -> out.unsigned(bits);
            case Token.Real(double value) -> out.number(value);
            case Token.Text(String value) -> out.string(value);
            case Token.Moment(long millis) ->
                out.raw(IsoDate.text(millis).map(RawJson::string).orElse(RawJson.NULL));
            case Token.Bytes(int from, int end) -> placeholder(from, end, out, depth);
            case Token.Array(int size) -> array(size, out, depth - 1);
            case Token.Map(int size) -> map(size, out, depth - 1);
            case Token.Flaw(String why) -> {
                fail(why);
                out.raw(RawJson.NULL);
            }
        }
    }

    private void array(int size, JsonWriter out, int depth) {
        if (depth < 0) fail("nested too deep");
        out.beginArray();
        for (int i = 0; i < size && flaw == null; i++) write(in.next(), out, depth);
        out.endArray();
    }

    private void map(int size, JsonWriter out, int depth) {
        if (depth < 0) fail("nested too deep");
        out.beginObject();
        for (int i = 0; i < size && flaw == null; i++) {
            String key = key();
            Token value = in.next();
            if (!(value instanceof Token.Undefined)) write(value, out.name(key), depth);
        }
        out.endObject();
    }

    private void placeholder(int from, int end, JsonWriter out, int depth) {
        if (depth <= 0) fail("nested too deep");
        if (attachments.size() >= limits.attachments()) fail("too many attachments");
        int num = attachments.size();
        if (flaw == null) attachments.add(Arrays.copyOfRange(message, from, end));
        out.beginObject()
                .name("_placeholder")
                .bool(true)
                .name("num")
                .number(num)
                .endObject();
    }

    private void fail(String why) {
        if (flaw == null) flaw = why;
    }

    private String failed(String why) {
        fail(why);
        return "";
    }
}
