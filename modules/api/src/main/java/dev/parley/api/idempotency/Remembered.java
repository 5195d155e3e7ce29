package dev.parley.api.idempotency;

import dev.parley.api.http.Reply.Done;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;

/** What the cluster knows of a key: lines of text, the first of which is the digest of the request's body. */
sealed interface Remembered {

    /** As long as no answer in JSON is. */
    int MAX_DEPTH = 200;

    String body();

    /**
     * The request is being answered.
     *
     * @param by makes it another one than that of any other request
     */
    record UnderWay(String body, String by) implements Remembered {}

    /** It was answered so. */
    record Answered(String body, Done answer) implements Remembered {}

    /** It was done; its answer was too large to be kept. */
    record AnswerNotKept(String body) implements Remembered {}

    default String text() {
        return body() + "\n"
                + switch (this) {
                    case UnderWay underWay -> "under way\n" + underWay.by();
                    case Answered answered ->
                        answered.answer().status() + "\n" + answered.answer().body();
                    case AnswerNotKept done -> "not kept\n";
                };
    }

    /** The same, from its text. */
    static Remembered of(String text) {
        String[] lines = text.split("\n", 3);
        return switch (lines[1]) {
            case "under way" -> new UnderWay(lines[0], lines[2]);
            case "not kept" -> new AnswerNotKept(lines[0]);
            default -> new Answered(lines[0], new Done(Integer.parseInt(lines[1]), json(lines[2])));
        };
    }

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
            case RawJson.Valid valid -> valid.value();
            case RawJson.Invalid invalid -> throw new IllegalArgumentException("no answer: byte " + invalid.offset());
        };
    }
}
