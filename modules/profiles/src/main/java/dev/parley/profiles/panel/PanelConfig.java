package dev.parley.profiles.panel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The rules of the {@code chat-panel} profile.
 *
 * @param namespace that its routes act in
 * @param httpPath what its routes begin with: empty, or a path with a slash in front and none at the end
 * @param clientKeys what opens the routes
 * @param tokenLifetime how long its tokens are good for
 * @param openRooms whether every user may join every room; otherwise the backend alone lets users in
 * @param maxPerPage the most that one page of a list has
 * @param maxBody bytes of a request without files
 * @param files the folder for files of messages, which all nodes have to see
 * @param origins whose pages may connect to its namespaces, where that is fewer than may connect to the server; none means
 *     that it is not
 * @param httpOrigins whose pages may use its routes
 */
public record PanelConfig(
        String namespace,
        String httpPath,
        ClientKeys clientKeys,
        Duration tokenLifetime,
        boolean openRooms,
        int maxPerPage,
        int maxBody,
        Path files,
        List<String> origins,
        List<String> httpOrigins) {

    public PanelConfig {
        origins = List.copyOf(origins);
        httpOrigins = List.copyOf(httpOrigins);
    }
}
