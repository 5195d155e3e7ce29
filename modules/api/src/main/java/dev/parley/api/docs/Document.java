package dev.parley.api.docs;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A document in YAML, and the same in JSON. Safe on every thread. */
public final class Document {

    private final Served yaml;
    private final Later json;

    /** One of ours: it is not checked. */
    public Document(Vertx vertx, String yaml) {
        this.yaml = Served.of("application/yaml", yaml);
        this.json = new Later(vertx, () -> Served.of("application/json", json(yaml)));
    }

    public void sendYaml(RoutingContext ctx) {
        yaml.send(ctx);
    }

    public void sendJson(RoutingContext ctx) {
        json.send(ctx);
    }

    @SuppressWarnings("unchecked")
    private static String json(String yaml) {
        var settings =
                LoadSettings.builder().setMaxAliasesForCollections(10_000).build();
        return new JsonObject((Map<String, Object>) new Load(settings).loadFromString(yaml)).encode();
    }
}
