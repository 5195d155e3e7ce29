package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.RawJson;
import java.math.BigInteger;
import java.util.List;

/** Writes JSON as values, attachments in place of their placeholders. Confined to one call of the codec. */
final class FromJson {

    /** Characters of a whole number that may fit 64 bits. */
    private static final int LONGEST_WHOLE = 20;

    private final JsonCursor json;
    private final Shapes shapes;
    private final List<byte[]> attachments;
    private final MsgpackWriter out;

    private FromJson(JsonCursor json, Shapes shapes, List<byte[]> attachments, MsgpackWriter out) {
        this.json = json;
        this.shapes = shapes;
        this.attachments = attachments;
        this.out = out;
    }

    static void write(RawJson value, List<byte[]> attachments, MsgpackWriter out) {
        new FromJson(value.cursor(), Shapes.of(value, attachments.size()), attachments, out).write();
    }

    private void write() {
        switch (json.kind()) {
            case ARRAY -> {
                out.array(shapes.next());
                json.enter();
                while (json.more()) write();
            }
            case OBJECT -> object(shapes.next());
            case STRING -> out.text(json.value().asString().orElseThrow());
            case NUMBER -> number(json.value().toString());
            case BOOLEAN -> out.bool(json.value().asBoolean().orElseThrow());
            case NULL -> {
                json.value();
                out.nil();
            }
        }
    }

    private void object(int shape) {
        if (shape < 0) {
            json.value();
            out.binary(attachments.get(Shapes.attachment(shape)));
            return;
        }
        out.map(shape);
        json.enter();
        while (json.more()) {
            out.text(json.name());
            write();
        }
    }

    private void number(String text) {
        if (text.length() <= LONGEST_WHOLE && text.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
            var whole = new BigInteger(text);
            if (whole.bitLength() <= 63) {
                out.whole(whole.longValue());
                return;
            }
            if (whole.signum() > 0 && whole.bitLength() == 64) {
                out.unsigned(whole.longValue());
                return;
            }
        }
        out.real(Double.parseDouble(text));
    }
}
