package dev.parley.api;

import java.util.Optional;

/**
 * What describes a profile, for people and programs: text of YAML.
 *
 * @param profile its name, such as {@code chat-panel}
 * @param events its Socket.IO events, by AsyncAPI
 * @param routes its HTTP routes, by OpenAPI, if it has any
 */
public record ProfileDocuments(String profile, String events, Optional<String> routes) {}
