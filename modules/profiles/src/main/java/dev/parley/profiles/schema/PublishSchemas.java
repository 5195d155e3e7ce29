package dev.parley.profiles.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SpecificationVersion;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An application's own contract: what belongs to an event that its clients publish, by the event's name. Events that it does
 * not know are left alone. Immutable.
 */
public record PublishSchemas(Map<String, EventSchema> events) {

    public static final PublishSchemas NONE = new PublishSchemas(Map.of());

    private static final String SUFFIX = ".json";
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 1_000_000;

    public PublishSchemas {
        events = Map.copyOf(events);
    }

    /**
     * What a folder turned out to hold.
     *
     * @param schemas of the files that are in order
     * @param faults one sentence for each thing that is wrong, which begins with the name of its file
     */
    public record Reading(PublishSchemas schemas, List<String> faults) {
        public Reading {
            faults = List.copyOf(faults);
        }
    }

    /** What is wrong with what a client wants to publish; nothing if it is right, or if there is no schema of the event. */
    public Optional<String> fault(String event, RawJson data) {
        EventSchema schema = events.get(event);
        return schema == null ? Optional.empty() : schema.fault(data);
    }

    /**
     * Reads every {@code <event>.json} of a folder: a schema of what the event carries, of draft 2020-12 unless it says
     * otherwise. Blocks.
     */
    public static Reading read(Path folder) {
        var faults = new ArrayList<String>();
        var events = new TreeMap<String, EventSchema>();
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) faults.add("there are more than " + MOST_FILES + " schemas");
            else files.forEach(file -> read(file, events, faults));
        } catch (IOException unreadable) {
            faults.add("the folder cannot be read");
        }
        return new Reading(new PublishSchemas(events), faults);
    }

    private static void read(Path file, Map<String, EventSchema> events, List<String> faults) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) > MOST_BYTES) {
                faults.add(name + ": has more than " + MOST_BYTES + " bytes");
                return;
            }
            JsonNode schema = EventSchema.MAPPER.readTree(Files.readAllBytes(file));
            List<String> wrong = SchemaFaults.of(schema);
            wrong.forEach(fault -> faults.add(name + ": " + fault));
            if (wrong.isEmpty()) {
                var compiler = new Compiler(SpecificationVersion.DRAFT_2020_12);
                events.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        new EventSchema(compiler.compile(schema), false));
            }
        } catch (JsonProcessingException noJson) {
            faults.add(name + ": is no JSON: " + noJson.getOriginalMessage());
        } catch (SchemaException wrong) {
            faults.add(name + ": is no schema: " + wrong.getMessage());
        } catch (IOException unreadable) {
            faults.add(name + ": cannot be read");
        }
    }
}
