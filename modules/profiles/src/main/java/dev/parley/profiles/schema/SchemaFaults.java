package dev.parley.profiles.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is wrong with a schema, beyond what its version says of single keywords: a reference that leads out of it or
 * nowhere, one that comes back to itself without having gone deeper into the value, a pattern that cannot be matched in
 * linear time. Confined to the caller.
 */
final class SchemaFaults {

    private static final int MOST_SCHEMAS = 10_000;

    /** Their members are schemas, whatever their names. */
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies");

    /** Values, not schemas. */
    private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");

    /** Keywords that ask for the same value again. */
    private static final List<String> SAME_VALUE = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private static final Set<String> REFUSED = Set.of("$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor");

    private final JsonNode root;
    private final List<String> faults = new ArrayList<>();
    private final List<JsonNode> schemas = new ArrayList<>();
    private final IdentityHashMap<JsonNode, Boolean> done = new IdentityHashMap<>();

    private SchemaFaults(JsonNode root) {
        this.root = root;
    }

    /** In words; none if it can be compiled. */
    static List<String> of(JsonNode schema) {
        var found = new SchemaFaults(schema);
        found.version();
        found.walk(schema, "");
        if (found.faults.isEmpty()) found.schemas.forEach(found::comesBack);
        return List.copyOf(found.faults);
    }

    private void version() {
        if (!root.isObject() && !root.isBoolean()) faults.add("a schema is an object");
        JsonNode version = root.path("$schema");
        if (!version.isMissingNode()
                && SpecificationVersion.fromDialectId(version.asText()).isEmpty())
            faults.add("$schema is no version that is known; leave it out, or write "
                    + SpecificationVersion.DRAFT_2020_12.getDialectId());
    }

    private void walk(JsonNode schema, String at) {
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) walk(schema.get(i), at + "/" + i);
        }
        if (!schema.isObject()) return;
        schemas.add(schema);
        if (schemas.size() > MOST_SCHEMAS) {
            if (schemas.size() == MOST_SCHEMAS + 1)
                faults.add("there are more than " + MOST_SCHEMAS + " schemas in it");
            return;
        }
        schema.properties().forEach(member -> keyword(member.getKey(), member.getValue(), at));
    }

    private void keyword(String name, JsonNode value, String at) {
        String here = at + "/" + name;
        if (VALUES.contains(name)) return;
        if (REFUSED.contains(name)) {
            faults.add(here + ": is not supported; write $ref with a pointer such as #/$defs/item");
        } else if (name.equals("$id")) {
            if (!at.isEmpty()) faults.add(here + ": may be at the top alone");
        } else if (name.equals("$ref")) {
            if (target(value).isEmpty())
                faults.add(here + ": leads nowhere in this document; write a pointer such as #/$defs/item");
        } else if (name.equals("pattern")) {
            pattern(value.asText(), here);
        } else if (MAPS.contains(name)) {
            value.properties().forEach(member -> {
                if (name.equals("patternProperties")) pattern(member.getKey(), here);
                walk(member.getValue(), here + "/" + member.getKey());
            });
        } else {
            walk(value, here);
        }
    }

    private void pattern(String text, String at) {
        try {
            var unused = Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            faults.add(at + ": is no pattern of RE2, which has neither look-around nor back-references: "
                    + wrong.getDescription());
        }
    }

    private Optional<JsonNode> target(JsonNode reference) {
        String text = reference.asText();
        if (!text.startsWith("#")) return Optional.empty();
        try {
            return Optional.of(root.at(JsonPointer.compile(text.substring(1))))
                    .filter(found -> found.isObject() || found.isBoolean());
        } catch (IllegalArgumentException noPointer) {
            return Optional.empty();
        }
    }

    /** Goes where a value is looked at again; coming to a schema that it is on the way from, it would go round for good. */
    private void comesBack(JsonNode schema) {
        Boolean finished = done.putIfAbsent(schema, false);
        if (finished == null) {
            sameValue(schema).filter(JsonNode::isObject).forEach(this::comesBack);
            done.put(schema, true);
        } else if (!finished) {
            String fault = "a $ref comes back to itself without going deeper into the value";
            if (!faults.contains(fault)) faults.add(fault);
        }
    }

    private Stream<JsonNode> sameValue(JsonNode schema) {
        Stream<JsonNode> inner = SAME_VALUE.stream()
                .map(schema::path)
                .flatMap(value -> value.isArray() ? elements(value) : Stream.of(value));
        Stream<JsonNode> dependent =
                Stream.of("dependentSchemas", "dependencies").flatMap(name -> elements(schema.path(name)));
        Stream<JsonNode> referred = schema.has("$ref") ? target(schema.get("$ref")).stream() : Stream.empty();
        return Stream.of(inner, dependent, referred).flatMap(each -> each);
    }

    private static Stream<JsonNode> elements(JsonNode value) {
        return StreamSupport.stream(value.spliterator(), false);
    }
}
