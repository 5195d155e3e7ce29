package dev.parley.profiles.messaging;

import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page is meant, whatever was written: numbers or texts that begin with one. Nothing is refused here. A page before
 * the first is the first; a limit of 0, which once meant no limit, or beyond the longest page is the longest; and what
 * cannot be read, or is negative, counts as not given.
 *
 * @param usual limit, where none is given
 * @param most limit of a page
 */
record Paging(int usual, int most) {

    /** More digits than these are more than an int in any case. */
    private static final Pattern LEADING = Pattern.compile("\\s*([+-]?\\d{1,10}).*", Pattern.DOTALL);

    Page of(RawJson page, RawJson limit) {
        return of(number(page), number(limit));
    }

    Page of(Optional<String> page, Optional<String> limit) {
        return of(number(page), number(limit));
    }

    private Page of(OptionalInt page, OptionalInt limit) {
        int asked = limit.orElse(-1);
        int size = asked < 0 ? Math.min(usual, most) : asked == 0 ? most : Math.min(asked, most);
        return new Page(Math.max(1, page.orElse(1)), size);
    }

    private static OptionalInt number(RawJson value) {
        return value.kind() == Kind.NUMBER
                ? OptionalInt.of((int) Double.parseDouble(value.toString()))
                : number(value.asString());
    }

    private static OptionalInt number(Optional<String> text) {
        Matcher matcher = LEADING.matcher(text.orElse(""));
        return matcher.matches()
                ? OptionalInt.of(Math.clamp(Long.parseLong(matcher.group(1)), Integer.MIN_VALUE, Integer.MAX_VALUE))
                : OptionalInt.empty();
    }
}
