package dev.parley.profiles.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An {@code asyncapi.yaml}, read in the way that its description tells: a message's {@code name} is the event's, its payload
 * is the only argument, or with {@code x-spread} the array of all, and acknowledgements are the operation's reply. Immutable.
 *
 * @param events every message of every operation, in the order of the document
 */
public record EventDocument(List<Described> events) {

    /**
     * An event that is described.
     *
     * @param id of the message in the document
     * @param name nothing where others choose it
     * @param fromClient whether clients send it, and not the server
     * @param acks what it may be acknowledged with: one of these; none if it is not acknowledged
     * @param examples of its payload
     */
    public record Described(
            String id,
            Optional<String> name,
            boolean fromClient,
            EventSchema schema,
            List<EventSchema> acks,
            List<String> examples) {
        public Described {
            acks = List.copyOf(acks);
            examples = List.copyOf(examples);
        }
    }

    public EventDocument {
        events = List.copyOf(events);
    }

    /**
     * Reads a document of this build's own.
     *
     * @throws IllegalStateException if it is not in order
     */
    public static EventDocument parse(String yaml) {
        return new Reader(yaml).read();
    }

    /** What clients send, by its name. */
    public Map<String, EventSchema> fromClients() {
        var schemas = new HashMap<String, EventSchema>();
        for (Described event : events) {
            if (event.fromClient()) event.name().ifPresent(name -> schemas.put(name, event.schema()));
        }
        return Map.copyOf(schemas);
    }

    /** Confined to {@link #parse}. */
    private static final class Reader {

        private final JsonNode root;

        /** AsyncAPI's own schemas are those of this draft. */
        private final Compiler compiler = new Compiler(SpecificationVersion.DRAFT_7);

        Reader(String yaml) {
            root = EventSchema.tree(
                    Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
        }

        EventDocument read() {
            var events = new ArrayList<Described>();
            for (JsonNode operation : root.path("operations")) {
                boolean fromClient = operation.path("action").asText().equals("receive");
                List<EventSchema> acks = new ArrayList<>();
                operation.path("reply").path("messages").forEach(ack -> acks.add(schema(message(ack))));
                for (JsonNode reference : operation.path("messages")) {
                    JsonNode message = message(reference);
                    events.add(new Described(
                            id(reference),
                            Optional.ofNullable(message.get("name")).map(JsonNode::asText),
                            fromClient,
                            schema(message),
                            acks,
                            examples(message)));
                }
            }
            return new EventDocument(events);
        }

        private static String id(JsonNode reference) {
            String target = reference.path("$ref").asText();
            return target.substring(target.lastIndexOf('/') + 1);
        }

        /** An operation refers to its channel's message, and that to the component. */
        private JsonNode message(JsonNode reference) {
            JsonNode at = reference;
            while (at.has("$ref")) at = at(at.get("$ref").asText());
            return at;
        }

        private JsonNode at(String reference) {
            JsonNode found = root.at(reference.substring(1));
            if (found.isMissingNode()) throw new IllegalStateException(reference + " leads nowhere");
            return found;
        }

        private EventSchema schema(JsonNode message) {
            ObjectNode alone = EventSchema.MAPPER.createObjectNode();
            alone.putArray("allOf").add(message.path("payload"));
            alone.putObject("components").set("schemas", root.path("components").path("schemas"));
            List<String> faults = SchemaFaults.of(alone);
            if (!faults.isEmpty()) throw new IllegalStateException(message.path("name") + ": " + faults);
            return new EventSchema(
                    compiler.compile(alone), message.path("x-spread").asBoolean());
        }

        private static List<String> examples(JsonNode message) {
            var examples = new ArrayList<String>();
            message.path("examples")
                    .forEach(each -> examples.add(each.path("payload").toString()));
            return examples;
        }
    }
}
