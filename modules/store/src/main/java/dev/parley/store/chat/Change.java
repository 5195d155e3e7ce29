package dev.parley.store.chat;

import io.vertx.core.json.JsonObject;

/** A change of one document, by operators that may be applied twice. Owned by whoever makes it. */
final class Change {

    private final JsonObject operators = new JsonObject();

    Change set(String field, Object value) {
        return operator("$set", field, value);
    }

    /** Only if the document is made by this change. */
    Change first(String field, Object value) {
        return operator("$setOnInsert", field, value);
    }

    Change unset(String field) {
        return operator("$unset", field, "");
    }

    /** The greater one of what is there and this; a {@code Long} always, for sets tell numbers of different kinds apart. */
    Change max(String field, long value) {
        return operator("$max", field, value);
    }

    Change min(String field, long value) {
        return operator("$min", field, value);
    }

    Change add(String field, long value) {
        return operator("$addToSet", field, value);
    }

    Change pull(String field, JsonObject which) {
        return operator("$pull", field, which);
    }

    private Change operator(String operator, String field, Object value) {
        if (!operators.containsKey(operator)) operators.put(operator, new JsonObject());
        operators.getJsonObject(operator).put(field, value);
        return this;
    }

    JsonObject json() {
        return operators;
    }
}
