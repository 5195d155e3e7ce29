package dev.parley.profiles.panel;

import dev.parley.protocol.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a body, read one after the other. Confined to the caller that reads. What is wrong is noted in the words
 * that the contract's clients know; members that nobody asks for are left alone.
 */
final class Fields {

    private final Map<String, RawJson> members;
    private final List<String> faults = new ArrayList<>();

    Fields(Map<String, RawJson> members) {
        this.members = members;
    }

    /** A string that has to be there; empty if it is not, which is a fault. */
    String required(String name) {
        RawJson value = members.getOrDefault(name, RawJson.NULL);
        Optional<String> text = value.asString();
        if (text.isEmpty()) faults.add(name + " must be a string");
        return text.orElse("");
    }

    /** A string that may be left out, also by null. */
    Optional<String> optional(String name) {
        return given(name).map(value -> required(name));
    }

    /** An array of strings that may be left out, also by null; each of them once. */
    List<String> strings(String name) {
        Optional<RawJson> value = given(name);
        if (value.isEmpty()) return List.of();
        if (value.get().kind() != RawJson.Kind.ARRAY) {
            faults.add(name + " must be an array");
            return List.of();
        }
        List<RawJson> elements = value.get().elements();
        List<String> texts =
                elements.stream().flatMap(each -> each.asString().stream()).toList();
        if (texts.size() < elements.size()) faults.add("each value in " + name + " must be a string");
        return texts.stream().distinct().toList();
    }

    private Optional<RawJson> given(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
    }

    /** What was wrong so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
