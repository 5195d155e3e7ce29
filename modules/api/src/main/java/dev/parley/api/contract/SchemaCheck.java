package dev.parley.api.contract;

import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks values by a schema without references. Safe on every thread. */
final class SchemaCheck {

    private final JsonObject schema;

    /** Made when it is wanted first: most operations are not used between two starts. Twice does no harm. */
    private volatile @Nullable Validator validator;

    SchemaCheck(JsonSchema schema) {
        this.schema = (JsonObject) schema;
    }

    /** What is wrong with a value, and nothing if it is right. */
    List<Fault> faults(Object value) {
        OutputUnit result = validator().validate(value);
        return Boolean.TRUE.equals(result.getValid()) ? List.of() : new SchemaFaults(schema, value).of(result);
    }

    private Validator validator() {
        Validator made = validator;
        if (made == null) {
            // A copy, because it is annotated.
            made = Validator.create(JsonSchema.of(schema.copy()), Contract.SCHEMAS);
            validator = made;
        }
        return made;
    }
}
