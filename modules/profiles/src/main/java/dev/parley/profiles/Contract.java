package dev.parley.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.ProfileDocuments;
import dev.parley.api.ProfileRoutes;
import dev.parley.chat.ChatDialect;
import dev.parley.sockets.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * All that a profile is to a node. A profile translates: rooms, messages and tokens are the same for all of them.
 *
 * @param sockets who may connect, and what clients' events do
 * @param chat how clients are told what happens in chat
 * @param routes what it serves over HTTP
 */
public record Contract(Profile sockets, ChatDialect chat, List<ProfileRoutes> routes) {

    public Contract {
        routes = List.copyOf(routes);
    }

    /** The same, in which clients' events go through another profile first. */
    public Contract behind(Profile first) {
        return new Contract(first, chat, routes);
    }

    /**
     * The profile's documents, which lie beside its class: {@code asyncapi.yaml}, and {@code openapi.yaml} where it has HTTP
     * routes.
     *
     * @param profile its name
     */
    public ProfileDocuments documents(String profile) {
        Optional<String> events = resource("asyncapi.yaml");
        if (events.isEmpty()) throw new IllegalStateException("there is no asyncapi.yaml of " + profile);
        return new ProfileDocuments(
                profile, events.get(), routes.isEmpty() ? Optional.empty() : resource("openapi.yaml"));
    }

    private Optional<String> resource(String name) {
        try (InputStream file = sockets.getClass().getResourceAsStream(name)) {
            return file == null ? Optional.empty() : Optional.of(new String(file.readAllBytes(), UTF_8));
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
