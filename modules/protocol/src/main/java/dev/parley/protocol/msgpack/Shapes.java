package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.RawJson;
import java.util.Arrays;

/**
 * How many parts each array and object of a payload has, in the order in which they open, since MessagePack wants to know
 * before the first part. Confined to one call of the codec.
 *
 * <p>One pass for all of them: to count each where it is written would read the innermost parts once for every level.
 */
final class Shapes {

    private final JsonCursor json;
    private final int attachments;
    private int[] shapes = new int[16];
    private int size;
    private int at;

    private Shapes(JsonCursor json, int attachments) {
        this.json = json;
        this.attachments = attachments;
    }

    static Shapes of(RawJson payload, int attachments) {
        var shapes = new Shapes(payload.cursor(), attachments);
        shapes.walk();
        return shapes;
    }

    /** The size of the next one, or what only {@link #attachment} understands: a placeholder, with nothing in it. */
    int next() {
        return shapes[at++];
    }

    static int attachment(int shape) {
        return -1 - shape;
    }

    /** Walks the value here and returns it if it is a scalar; {@code null} stands for arrays and objects. */
    private RawJson walk() {
        return switch (json.kind()) {
            case ARRAY -> array();
            case OBJECT -> object();
            case STRING, NUMBER, BOOLEAN, NULL -> json.value();
        };
    }

    private RawJson array() {
        int mine = open();
        json.enter();
        while (json.more()) {
            walk();
            shapes[mine]++;
        }
        return RawJson.NULL;
    }

    private RawJson object() {
        int mine = open();
        RawJson mark = RawJson.NULL;
        RawJson num = RawJson.NULL;
        json.enter();
        while (json.more()) {
            switch (json.name()) {
                case "_placeholder" -> mark = walk();
                case "num" -> num = walk();
                default -> walk();
            }
            shapes[mine]++;
        }
        if (mark.equals(RawJson.TRUE)) placeholder(mine, num.asLong().orElse(-1));
        return RawJson.NULL;
    }

    private void placeholder(int mine, long num) {
        if (num < 0 || num >= attachments) return;
        shapes[mine] = -1 - (int) num;
        size = mine + 1;
    }

    private int open() {
        if (size == shapes.length) shapes = Arrays.copyOf(shapes, 2 * size);
        shapes[size] = 0;
        return size++;
    }
}
