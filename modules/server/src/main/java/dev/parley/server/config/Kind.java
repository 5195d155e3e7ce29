package dev.parley.server.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a setting's text has to be.
 *
 * @param noun a good value in words, behind "is not"
 * @param example a good value, for settings that have no default to show
 * @param secret whether the text must never be shown
 * @param read the value of a good text; nothing for any other
 */
record Kind<T>(String noun, String example, boolean secret, Function<String, Optional<T>> read) {

    static Kind<String> text(String noun, String example, String pattern) {
        var compiled = Pattern.compile(pattern);
        return new Kind<>(
                noun,
                example,
                false,
                text -> Optional.of(text).filter(t -> compiled.matcher(t).matches()));
    }

    static Kind<Integer> number(int least, int most) {
        var noun = "a whole number from " + least + " to " + most;
        return new Kind<>(
                noun,
                Integer.toString(least),
                false,
                text -> Optional.of(text)
                        .filter(t -> t.matches("\\d{1,10}"))
                        .map(Long::valueOf)
                        .filter(n -> n >= least && n <= most)
                        .map(Long::intValue));
    }

    static Kind<Duration> duration(String least, String most) {
        Duration from = Quantities.duration(least).orElseThrow();
        Duration to = Quantities.duration(most).orElseThrow();
        return new Kind<>(
                "a duration from " + least + " to " + most,
                least,
                false,
                text -> Quantities.duration(text).filter(d -> d.compareTo(from) >= 0 && d.compareTo(to) <= 0));
    }

    /** A size in bytes. */
    static Kind<Integer> size(String least, String most) {
        long from = Quantities.bytes(least).orElseThrow();
        long to = Quantities.bytes(most).orElseThrow();
        return new Kind<>(
                "a size from " + least + " to " + most,
                least,
                false,
                text -> Quantities.bytes(text).filter(n -> n >= from && n <= to).map(Math::toIntExact));
    }

    /** One of a few names. */
    static Kind<String> name(String of, Collection<String> known) {
        var noun = "a known " + of + " (known: " + String.join(", ", known) + ")";
        return new Kind<>(
                noun, known.iterator().next(), false, text -> Optional.of(text).filter(known::contains));
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type, String of) {
        Function<E, String> spelling = constant -> constant.name().toLowerCase(Locale.ROOT);
        E[] constants = type.getEnumConstants();
        return name(of, Arrays.stream(constants).map(spelling).toList())
                .map(text -> Arrays.stream(constants)
                        .filter(c -> spelling.apply(c).equals(text))
                        .findFirst());
    }

    /** The same kind of text, read further. */
    <U> Kind<U> map(Function<T, Optional<U>> further) {
        return new Kind<>(noun, example, secret, text -> read.apply(text).flatMap(further));
    }

    /** The same kind of text, never to be shown. */
    Kind<T> hidden() {
        return new Kind<>(noun, example, true, read);
    }
}
