import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Run by the build: writes what the router needs of {@code openapi.yaml}, as JSON and without references. A node that
 * read the YAML, resolved it and checked it against the schemas of OpenAPI at each start would be busy with it for most
 * of a second. In the Java of Maven, which may be 17.
 *
 * <p>Left out is what requests are not judged by: texts, examples, responses, and who may ask.
 */
public final class Operations {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> WORDS = Set.of("description", "examples", "example", "summary");

    /** Left to the readers: the library's expression for a URI overflows the stack at 2,000 characters. */
    private static final String FORMAT = "format";

    private final Map<String, Object> document;
    private final Set<String> open = new LinkedHashSet<>();

    private Operations(Map<String, Object> document) {
        this.document = document;
    }

    /** Takes the path of the YAML, and that of the JSON. */
    @SuppressWarnings("unchecked")
    public static void main(String[] paths) throws IOException {
        var settings = LoadSettings.builder().setMaxAliasesForCollections(10_000).build();
        var document = (Map<String, Object>) new Load(settings).loadFromString(Files.readString(Path.of(paths[0]), UTF_8));
        Path to = Path.of(paths[1]);
        Files.createDirectories(to.getParent());
        Files.writeString(to, new Operations(document).all().encode(), UTF_8);
    }

    private JsonObject all() {
        var paths = new JsonObject();
        at(document, "paths").forEach((path, item) -> paths.put(path, ofPath((Map<?, ?>) item)));
        return new JsonObject()
                .put("openapi", document.get("openapi"))
                .put("info", plain(document.get("info")))
                .put("paths", paths);
    }

    private JsonObject ofPath(Map<?, ?> item) {
        var operations = new JsonObject();
        item.forEach((method, operation) -> {
            if (METHODS.contains(method)) operations.put((String) method, operation(item, (Map<?, ?>) operation));
        });
        return operations;
    }

    private JsonObject operation(Map<?, ?> item, Map<?, ?> operation) {
        var parameters = new LinkedHashMap<String, Object>();
        for (Map<?, ?> of : List.of(item, operation)) {
            for (Object each : of.get("parameters") instanceof List<?> list ? list : List.of()) {
                var parameter = (JsonObject) plain(each);
                parameters.put(parameter.getString("in") + " " + parameter.getString("name"), parameter);
            }
        }
        var some = new JsonObject()
                .put("operationId", operation.get("operationId"))
                .put("parameters", new JsonArray(List.copyOf(parameters.values())))
                .put("responses", new JsonObject().put("default", new JsonObject().put("description", "")));
        if (operation.get("requestBody") != null) some.put("requestBody", plain(operation.get("requestBody")));
        return some;
    }

    /** The same without references and words. */
    private Object plain(Object node) {
        if (node instanceof List<?> list) {
            var copy = new JsonArray();
            list.forEach(each -> copy.add(each == null ? null : plain(each)));
            return copy;
        }
        if (!(node instanceof Map<?, ?> map)) return node;
        return map.get("$ref") instanceof String reference ? target(reference, map) : members(map);
    }

    private JsonObject members(Map<?, ?> map) {
        var copy = new JsonObject();
        map.forEach((key, value) -> {
            if (key.equals("properties")) copy.put("properties", named((Map<?, ?>) value));
            else if (!WORDS.contains(key) && !key.equals(FORMAT)) copy.put((String) key, plain(value));
        });
        return copy;
    }

    /** A member may be called as a keyword is. */
    private JsonObject named(Map<?, ?> properties) {
        var copy = new JsonObject();
        properties.forEach((name, schema) -> copy.put((String) name, plain(schema)));
        return copy;
    }

    /** What stands beside a reference holds too. */
    private JsonObject target(String reference, Map<?, ?> beside) {
        if (!open.add(reference)) throw new IllegalArgumentException("endless: " + open);
        Object node = document;
        for (String name : reference.substring("#/".length()).split("/")) node = ((Map<?, ?>) node).get(name);
        var target = ((JsonObject) plain(node)).copy();
        beside.forEach((key, value) -> {
            if (!key.equals("$ref") && !WORDS.contains(key)) target.put((String) key, plain(value));
        });
        open.remove(reference);
        return target;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.get(name);
    }
}
