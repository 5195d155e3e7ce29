package dev.parley.client;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Reads members that an answer has to have. Each throws where the answer is not as documented. Stateless. */
final class Answers {

    private Answers() {}

    static String text(Json answer, String member) {
        return answer.at(member).asText().orElseThrow(() -> missing(member));
    }

    static long number(Json answer, String member) {
        return answer.at(member).asLong().orElseThrow(() -> missing(member));
    }

    static boolean flag(Json answer, String member) {
        return answer.at(member).asFlag().orElseThrow(() -> missing(member));
    }

    static Instant time(Json answer, String member) {
        return Instant.parse(text(answer, member));
    }

    static <T> List<T> list(Json answer, String member, Function<Json, T> reader) {
        if (!(answer.at(member) instanceof Json.Arr(List<Json> elements))) throw missing(member);
        return elements.stream().map(reader).toList();
    }

    static String string(Json value) {
        return value.asText().orElseThrow(() -> missing("string"));
    }

    private static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException("no " + what);
    }
}
