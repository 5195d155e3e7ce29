package dev.parley.chat;

import dev.parley.bus.chat.ChatFault;
import dev.parley.protocol.json.RawJson;
import java.util.Collection;
import java.util.Optional;

/** What ids, names and contents may look like. Immutable. Each rule tells what is wrong, if anything is. */
record Rules(ChatConfig config) {

    private static final int MAX_REACTION_NAME = 32;

    Optional<ChatFault> id(String id) {
        return isName(id, config.maxId()) ? Optional.empty() : Optional.of(ChatFault.INVALID_ID);
    }

    Optional<ChatFault> id(Optional<String> id) {
        return id.flatMap(this::id);
    }

    Optional<ChatFault> ids(Collection<String> ids) {
        return ids.stream().map(this::id).flatMap(Optional::stream).findFirst();
    }

    Optional<ChatFault> reaction(String name) {
        return isName(name, MAX_REACTION_NAME) ? Optional.empty() : Optional.of(ChatFault.INVALID_ID);
    }

    Optional<ChatFault> data(RawJson data) {
        return data.length() > config.maxData() ? Optional.of(ChatFault.DATA_TOO_LARGE) : Optional.empty();
    }

    Optional<ChatFault> data(Optional<RawJson> data) {
        return data.flatMap(this::data);
    }

    /** What a message says. */
    Optional<ChatFault> content(String text, RawJson data) {
        // Characters are no more than units of UTF-16, which are counted already.
        boolean perhaps = text.length() > config.maxText();
        if (perhaps && text.codePointCount(0, text.length()) > config.maxText())
            return Optional.of(ChatFault.TEXT_TOO_LONG);
        Optional<ChatFault> large = data(data);
        if (large.isPresent()) return large;
        boolean empty = text.isBlank() && data.members().isEmpty();
        return empty ? Optional.of(ChatFault.EMPTY_MESSAGE) : Optional.empty();
    }

    /** No more than one answer lists. */
    int page(int limit) {
        return Math.clamp(limit, 1, config.maxPage());
    }

    private static boolean isName(String name, int max) {
        return !name.isEmpty()
                && name.length() <= max
                && name.chars().noneMatch(Character::isISOControl)
                && isWellFormed(name);
    }

    /** Without halves of characters, which have no form in UTF-8. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** The text with a replacement character in the place of each half of one. */
    static String wellFormed(String text) {
        if (isWellFormed(text)) return text;
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
