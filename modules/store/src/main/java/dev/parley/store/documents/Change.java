package dev.parley.store.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A change of one document, by operators most of which may be applied twice. Owned by whoever makes it. */
public final class Change {

    private final JsonObject operators = new JsonObject();

    /** Puts a value in the place of what there is. */
    public Change set(String field, Object value) {
        return operator("$set", field, value);
    }

    /** Only if the document is made by this change. */
    public Change first(String field, Object value) {
        return operator("$setOnInsert", field, value);
    }

    /** Takes a field away. */
    public Change unset(String field) {
        return operator("$unset", field, "");
    }

    /** The greater one of what is there and this; a {@code Long} always, for sets tell numbers of different kinds apart. */
    public Change max(String field, long value) {
        return operator("$max", field, value);
    }

    /** The smaller one of what is there and this. */
    public Change min(String field, long value) {
        return operator("$min", field, value);
    }

    /** Adds it to a set. */
    public Change add(String field, long value) {
        return operator("$addToSet", field, value);
    }

    /** Takes those out of a set that fit. */
    public Change pull(String field, JsonObject which) {
        return operator("$pull", field, which);
    }

    /** Adds it to a list, of which the last ones stay. Whoever applies it twice has it there twice. */
    public Change push(String field, JsonObject value, int most) {
        var pushed = new JsonObject().put("$each", new JsonArray().add(value)).put("$slice", -most);
        return operator("$push", field, pushed);
    }

    private Change operator(String operator, String field, Object value) {
        if (!operators.containsKey(operator)) operators.put(operator, new JsonObject());
        operators.getJsonObject(operator).put(field, value);
        return this;
    }

    /** As the server takes it. */
    public JsonObject json() {
        return operators;
    }
}
