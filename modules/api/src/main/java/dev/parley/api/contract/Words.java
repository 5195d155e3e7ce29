package dev.parley.api.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value has to be by a schema, in words that follow "must be". */
final class Words {

    private Words() {}

    static String of(JsonObject schema) {
        if (schema.getValue("oneOf") instanceof JsonArray choices) return either(choices);
        if (schema.getValue("enum") instanceof JsonArray values)
            return "one of " + values.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return switch (schema.getValue("type")) {
            case JsonArray types -> either(types.stream().map(type -> new JsonObject().put("type", type)));
            case String type -> ofType(type, schema);
            case null, default -> "as documented";
        };
    }

    private static String either(JsonArray choices) {
        return either(choices.stream().map(JsonObject.class::cast));
    }

    private static String either(Stream<JsonObject> choices) {
        return choices.map(Words::of).collect(Collectors.joining(", or "));
    }

    private static String ofType(String type, JsonObject schema) {
        return switch (type) {
            case "string" -> string(schema);
            case "integer" -> "a whole number" + range(schema, "minimum", "maximum");
            case "boolean" -> "true or false";
            case "array" -> array(schema);
            case "object" -> object(schema);
            default -> type;
        };
    }

    private static String string(JsonObject schema) {
        if (schema.containsKey("pattern")) return "a string that fits " + schema.getString("pattern");
        if (schema.containsKey("maxLength"))
            return "a string of " + schema.getInteger("minLength", 0) + " to " + schema.getInteger("maxLength")
                    + " characters";
        return schema.getInteger("minLength", 0) > 0 ? "a string that is not empty" : "a string";
    }

    private static String array(JsonObject schema) {
        String many = schema.containsKey("maxItems")
                ? " of " + schema.getInteger("minItems", 0) + " to " + schema.getInteger("maxItems") + " elements"
                : schema.getInteger("minItems", 0) > 0 ? " that is not empty" : "";
        return "an array" + many;
    }

    /** Where an object is one of several, its members tell them apart. */
    private static String object(JsonObject schema) {
        return schema.getValue("required") instanceof JsonArray names
                ? "an object with "
                        + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" and "))
                : "an object";
    }

    private static String range(JsonObject schema, String least, String most) {
        boolean from = schema.containsKey(least);
        return (from ? " from " + schema.getValue(least) : "")
                + (schema.containsKey(most) ? (from ? "" : " up") + " to " + schema.getValue(most) : "");
    }
}
