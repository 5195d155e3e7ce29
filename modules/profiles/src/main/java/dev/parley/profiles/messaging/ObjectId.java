package dev.parley.profiles.messaging;

import dev.parley.protocol.json.RawJson;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ids of this contract: 24 hexadecimal digits, as MongoDB's object ids have. Clients may write them in capitals. */
final class ObjectId {

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{24}");

    private ObjectId() {}

    static Optional<String> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    static Optional<String> of(RawJson value) {
        return value.asString().flatMap(ObjectId::of);
    }
}
