package dev.parley.client.examples;

import dev.parley.client.Json;
import java.util.List;
import java.util.Map;

final class JsonExample {

    private JsonExample() {}

    static String textOfTheFirst(String answer) {
        // @start region="json"
        Json json = Json.parse(answer); // {"items":[{"text":"Hello"}]}
        String text = json.at("items").elements().getFirst().at("text").asText().orElse("nothing");
        // @end
        return text;
    }

    static Json order() {
        return Json.of(Map.of("id", 7, "items", List.of("tea", "milk")));
    }
}
