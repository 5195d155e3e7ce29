package dev.parley.protocol.socket;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.RawJson;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Looks for every <code>{"_placeholder":true,"num":n}</code> in a payload, at any depth. Confined to one call of
 * {@link #fit}.
 *
 * <p>As in JavaScript, other members and their order do not matter and the last of equal names counts.
 */
final class Placeholders {

    private final JsonCursor json;
    private final int attachments;
    private final BitSet used = new BitSet();
    private boolean fit = true;

    private Placeholders(JsonCursor json, int attachments) {
        this.json = json;
        this.attachments = attachments;
    }

    /** Whether each placeholder stands for an attachment that is there, and no two for the same one (CVE-2022-2421). */
    static boolean fit(RawJson args, int attachments) {
        var placeholders = new Placeholders(args.cursor(), attachments);
        placeholders.walk();
        return placeholders.fit;
    }

    /** Walks the value here and returns it if it is a scalar; {@code null} stands for arrays and objects. */
    private RawJson walk() {
        switch (json.kind()) {
            case ARRAY -> {
                json.enter();
                while (json.more()) walk();
            }
            case OBJECT -> object();
            case STRING, NUMBER, BOOLEAN, NULL -> {
                return json.value();
            }
        }
        return RawJson.NULL;
    }

    private void object() {
        RawJson mark = RawJson.NULL;
        RawJson num = RawJson.NULL;
        json.enter();
        while (json.more()) {
            switch (json.name()) {
                case "_placeholder" -> mark = walk();
                case "num" -> num = walk();
                default -> walk();
            }
        }
        if (mark.equals(RawJson.TRUE)) use(num.asLong());
    }

    private void use(OptionalLong num) {
        if (num.isEmpty() || num.getAsLong() < 0 || num.getAsLong() >= attachments) {
            fit = false;
            return;
        }
        int index = (int) num.getAsLong();
        if (used.get(index)) fit = false;
        used.set(index);
    }
}
