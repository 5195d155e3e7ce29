package dev.parley.profiles.parley;

import dev.parley.profiles.schema.PublishSchemas;
import java.time.Duration;
import java.util.List;

/**
 * The rules of the {@code parley} profile.
 *
 * @param openRooms patterns of rooms that anybody may join and publish in without a token; {@code *} stands for any text
 * @param authenticated namespaces, or patterns of them, that nobody connects to without a token
 * @param origins whose pages may connect to its namespaces, where that is fewer than may connect to the server; none means
 *     the same
 * @param typingTimeout how long a user is seen typing who says nothing more
 * @param watchedRooms rooms that one socket may be told the users of
 * @param watchedUsers users of one room that anybody is told of, the same at all nodes
 * @param schemas what belongs to events that clients publish, where the application says so
 */
public record ParleyConfig(
        List<String> openRooms,
        List<String> authenticated,
        List<String> origins,
        Duration typingTimeout,
        int watchedRooms,
        int watchedUsers,
        PublishSchemas schemas) {

    public ParleyConfig {
        openRooms = List.copyOf(openRooms);
        authenticated = List.copyOf(authenticated);
        origins = List.copyOf(origins);
    }
}
