package dev.parley.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Batches as MongoDB runs them. The server itself goes on after an update that is refused, and counts inserts that were not
 * made.
 */
final class Batch {

    private static final String UPDATES = "updates";
    private static final String ERRORS = "writeErrors";

    private Batch() {}

    /**
     * Runs a command.
     *
     * @param server runs {@code command}, which may be changed before
     */
    static Document run(Document command, Supplier<Document> server) {
        boolean ordered = !Boolean.FALSE.equals(command.get("ordered"));
        return switch (command.keySet().iterator().next()) {
            case "insert" -> inserted(ordered, command, server.get());
            case "update" -> ordered ? oneByOne(command, server) : server.get();
            default -> server.get();
        };
    }

    private static Document inserted(boolean ordered, Document command, Document answer) {
        List<Document> errors = documents(answer, ERRORS);
        if (errors.isEmpty()) return answer;
        int made = ordered
                ? number(errors.getFirst(), "index")
                : documents(command, "documents").size() - errors.size();
        answer.put("n", made);
        return answer;
    }

    private static Document oneByOne(Document command, Supplier<Document> server) {
        List<Document> updates = documents(command, UPDATES);
        if (updates.size() < 2) return server.get();
        var all = new Document("ok", 1.0).append("n", 0).append("nModified", 0);
        for (int i = 0; i < updates.size(); i++) {
            command.put(UPDATES, List.of(updates.get(i)));
            Document answer = server.get();
            all.put("n", number(all, "n") + number(answer, "n"));
            all.put("nModified", number(all, "nModified") + number(answer, "nModified"));
            move(answer, "upserted", i, all);
            move(answer, ERRORS, i, all);
            if (all.containsKey(ERRORS)) break;
        }
        return all;
    }

    /** Entries of one update's answer get its place in the batch. */
    private static void move(Document answer, String field, int index, Document all) {
        List<Document> entries = documents(answer, field);
        if (entries.isEmpty()) return;
        var more = new ArrayList<>(documents(all, field));
        for (Document entry : entries) {
            entry.put("index", index);
            more.add(entry);
        }
        all.put(field, more);
    }

    private static int number(Document document, String field) {
        return ((Number) Objects.requireNonNull(document.get(field))).intValue();
    }

    private static List<Document> documents(Document document, String field) {
        if (!(document.get(field) instanceof Iterable<?> entries)) return List.of();
        var documents = new ArrayList<Document>();
        for (Object each : entries) documents.add((Document) each);
        return documents;
    }
}
