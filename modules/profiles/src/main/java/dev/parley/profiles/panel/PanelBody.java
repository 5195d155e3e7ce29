package dev.parley.profiles.panel;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a body turned out to be: JSON, or a form whose fields are texts. */
sealed interface PanelBody {

    int MAX_DEPTH = 100;

    record Read(Fields fields) implements PanelBody {}

    record Unreadable(String why) implements PanelBody {}

    /** That of a request whose body is here. Nothing, or an array, is as good as an object without members. */
    static PanelBody of(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        return isForm(request)
                ? new Read(new Fields(form(request.formAttributes())))
                : json(ctx.body().buffer());
    }

    static boolean isMultipart(HttpServerRequest request) {
        return type(request).startsWith("multipart/form-data");
    }

    private static boolean isForm(HttpServerRequest request) {
        return isMultipart(request) || type(request).startsWith("application/x-www-form-urlencoded");
    }

    private static String type(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static PanelBody json(@Nullable Buffer body) {
        if (body == null || body.length() == 0) return new Read(new Fields(Map.of()));
        byte[] bytes = body.getBytes();
        return switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
            case RawJson.Invalid invalid -> unexpected(invalid.offset());
            case RawJson.Valid valid ->
                switch (valid.value().kind()) {
                    case OBJECT, ARRAY -> new Read(new Fields(valid.value().members()));
                    default -> unexpected(0);
                };
        };
    }

    private static PanelBody unexpected(int offset) {
        return new Unreadable("Unexpected token in JSON at position " + offset);
    }

    /** The first of several fields of one name. */
    private static Map<String, RawJson> form(MultiMap attributes) {
        var members = new HashMap<String, RawJson>();
        attributes.forEach((name, text) -> members.putIfAbsent(name, RawJson.string(text)));
        return members;
    }
}
