package dev.parley.api.contract;

import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a validator found in the words in which the readers of bodies say it, each fault once. Immutable.
 *
 * @param schema without references
 * @param value what was validated
 */
record SchemaFaults(JsonObject schema, Object value) {

    /** They only say that something deeper is wrong. */
    private static final Set<String> OUTER = Set.of("properties", "items", "allOf");

    /** What is wrong with all that could have been is no help; that it is none of them is said at the keyword itself. */
    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "not", "if");

    List<Fault> of(OutputUnit result) {
        var faults = new LinkedHashSet<Fault>();
        List<OutputUnit> found = Objects.requireNonNullElse(result.getErrors(), List.of());
        found.forEach(each -> faults(each).forEach(faults::add));
        return faults.isEmpty() ? List.of(new Fault("", "is not as documented")) : List.copyOf(faults);
    }

    private Stream<Fault> faults(OutputUnit found) {
        List<String> path = segments(found.getKeywordLocation());
        List<String> outer = path.subList(0, path.size() - 1);
        if (outer.stream().anyMatch(CHOICES::contains)) return Stream.of();
        List<String> at = segments(found.getInstanceLocation());
        String keyword = path.getLast();
        if (OUTER.contains(keyword)) return Stream.of();
        if (!(step(schema, outer) instanceof JsonObject where)) return Stream.of();
        return switch (keyword) {
            case "required" -> missing(where, at);
            case "additionalProperties" -> unknown(where, at);
            default -> Stream.of(new Fault(name(at), "must be " + Words.of(where)));
        };
    }

    private Stream<Fault> missing(JsonObject where, List<String> at) {
        if (!(step(value, at) instanceof JsonObject object)) return Stream.of();
        return where.getJsonArray("required").stream()
                .map(String::valueOf)
                .filter(name -> !object.containsKey(name))
                .map(name -> new Fault(
                        name(Stream.concat(at.stream(), Stream.of(name)).toList()), "must be there"));
    }

    /** The validator takes members that are known, but wrong, for unknown ones. */
    private Stream<Fault> unknown(JsonObject where, List<String> at) {
        boolean known = where.getJsonObject("properties", new JsonObject()).containsKey(at.getLast());
        return known ? Stream.of() : Stream.of(new Fault(name(at), "is no member that is known"));
    }

    /** Such as {@code trusts[0].issuer}. */
    private String name(List<String> at) {
        var name = new StringBuilder();
        Object here = value;
        for (String segment : at) {
            if (here instanceof JsonArray) name.append('[').append(segment).append(']');
            else name.append(name.isEmpty() ? "" : ".").append(segment);
            here = step(here, List.of(segment));
        }
        return name.toString();
    }

    private static @Nullable Object step(@Nullable Object from, List<String> path) {
        Object here = from;
        for (String segment : path) {
            here = switch (here) {
                case JsonObject object -> object.getValue(segment);
                case JsonArray array -> array.getValue(Integer.parseInt(segment));
                case null, default -> null;
            };
        }
        return here;
    }

    /** Those of a JSON pointer that begins with {@code #}. */
    private static List<String> segments(String pointer) {
        return Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toList();
    }
}
