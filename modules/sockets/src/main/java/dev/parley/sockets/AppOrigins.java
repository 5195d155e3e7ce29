package dev.parley.sockets;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose pages may connect, by the app that a request names: each may have rules of its own. Confined to one event loop.
 */
final class AppOrigins implements Function<HttpServerRequest, Origins> {

    private record Own(List<String> written, Origins origins) {}

    private final Apps apps;
    private final Origins common;
    private final Map<String, Own> own = new HashMap<>(0);

    /**
     * @param common for apps without rules of their own
     */
    AppOrigins(Apps apps, List<String> common) {
        this.apps = apps;
        this.common = new Origins(common);
    }

    @Override
    public Origins apply(HttpServerRequest request) {
        String named = request.getParam("app");
        Optional<App> app = named == null ? Optional.of(apps.standard()) : apps.find(named);
        return app.flatMap(each -> each.origins().map(written -> of(each.id(), written)))
                .orElse(common);
    }

    private Origins of(String app, List<String> written) {
        Own kept = own.get(app);
        if (kept == null || !kept.written.equals(written)) {
            own.keySet().removeIf(id -> apps.find(id).isEmpty());
            kept = new Own(written, new Origins(written));
            own.put(app, kept);
        }
        return kept.origins;
    }
}
