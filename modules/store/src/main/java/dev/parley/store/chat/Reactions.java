package dev.parley.store.chat;

import dev.parley.bus.chat.ChatMessage.Reaction;
import dev.parley.store.documents.Keys;
import dev.parley.store.documents.Stored;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads {@code reactions: {<name>: {<user>: when}}}. */
final class Reactions {

    private Reactions() {}

    private record Since(long when, Reaction reaction) {}

    /** In the order in which they were made, users and names alike. */
    static List<Reaction> of(JsonObject document) {
        var reactions = new ArrayList<Since>();
        JsonObject stored = document.getJsonObject("reactions");
        if (stored == null) return List.of();
        for (String field : stored.fieldNames()) {
            List<Map.Entry<String, Object>> users =
                    new ArrayList<>(Stored.named(stored, field).entrySet());
            if (users.isEmpty()) continue;
            users.sort(Comparator.comparingLong(each -> when(each.getValue())));
            reactions.add(new Since(
                    when(users.getFirst().getValue()),
                    new Reaction(
                            Keys.nameOfField(field),
                            users.stream().map(Map.Entry::getKey).toList())));
        }
        reactions.sort(Comparator.comparingLong(Since::when));
        return reactions.stream().map(Since::reaction).toList();
    }

    private static long when(Object value) {
        return ((Number) value).longValue();
    }
}
