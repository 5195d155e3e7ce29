package dev.parley.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request to the API.
 *
 * @param path with its query, below {@code /api/v1}
 * @param idempotencyKey makes Parley carry it out once, where it would otherwise do it each time
 * @param repeatable whether it may be sent again when nobody knows what became of it
 * @param patience how much longer than other answers this one may take
 */
record Call(
        String method,
        String path,
        Optional<Json> body,
        Optional<String> idempotencyKey,
        boolean repeatable,
        Duration patience) {

    private Call(String method, String path, Optional<Json> body) {
        this(method, path, body, Optional.empty(), true, Duration.ZERO);
    }

    static Call get(String path) {
        return new Call("GET", path, Optional.empty());
    }

    static Call put(String path) {
        return new Call("PUT", path, Optional.empty());
    }

    static Call delete(String path) {
        return new Call("DELETE", path, Optional.empty());
    }

    static Call post(String path, Json body) {
        return new Call("POST", path, Optional.of(body));
    }

    /** The same, carried out once; without a key it is carried out each time. */
    Call once(Optional<String> key) {
        return new Call(method, path, body, key, key.isPresent(), patience);
    }

    Call patient(Duration longer) {
        return new Call(method, path, body, idempotencyKey, repeatable, longer);
    }

    /** A path of these segments, whatever they contain, with the parameters that have a value. */
    static String path(Map<String, String> query, String... segments) {
        String path = Stream.of(segments).map(each -> "/" + segment(each)).collect(Collectors.joining());
        String parameters = query.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String segment(String name) {
        if (name.isEmpty()) throw new IllegalArgumentException("nothing has an empty name");
        // A segment of dots would be a step upwards.
        return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : encoded(name);
    }

    /** The JDK's encoder is one for forms, which have a plus for a blank. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
