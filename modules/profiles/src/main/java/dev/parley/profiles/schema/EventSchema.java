package dev.parley.profiles.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the arguments of an event have to be, compiled. Safe on every thread. */
public final class EventSchema {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int LONGEST_FAULT = 300;

    private final Schema schema;
    private final boolean spread;

    /**
     * @param spread whether it is of all arguments, as an array, and not of the only one
     */
    EventSchema(Schema schema, boolean spread) {
        this.schema = schema;
        this.spread = spread;
    }

    /** Whether the array of all arguments is described, and not the only one. */
    public boolean isOfAll() {
        return spread;
    }

    /**
     * The first thing that is wrong with an event's arguments, in a sentence for whoever sent them: {@code
     * /items/0/amount: integer expected}, or
     * {@code : ...} of the whole. Nothing if they are right. An argument that is not there is null.
     */
    public Optional<String> fault(List<RawJson> args) {
        if (!spread && args.size() > 1) return Optional.of("the event takes one argument");
        if (!spread) return fault(args.isEmpty() ? RawJson.NULL : args.getFirst());
        return fault(JsonWriter.build(w -> {
            w.beginArray();
            args.forEach(w::raw);
            w.endArray();
        }));
    }

    /** The same of a value that is all that the schema is of. */
    public Optional<String> fault(RawJson value) {
        try {
            return schema.validate(MAPPER.readTree(value.toBytes())).stream()
                    .findFirst()
                    .map(EventSchema::text);
        } catch (IOException | ArithmeticException | NumberFormatException beyondMeasure) {
            return Optional.of("a number or a text is larger than can be checked");
        }
    }

    private static String text(Error error) {
        String text = error.getInstanceLocation() + ": " + error.getMessage();
        return text.length() > LONGEST_FAULT ? text.substring(0, LONGEST_FAULT) + "..." : text;
    }

    /** What a document or a file says. */
    static JsonNode tree(Object plain) {
        return MAPPER.valueToTree(plain);
    }
}
