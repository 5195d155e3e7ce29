package dev.parley.bus.chat;

import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message in a room.
 *
 * @param id sorts by time
 * @param seq 1 for the first message of the room, one more for each further one, without gaps
 * @param user who wrote it
 * @param data an object; what the application sent along
 * @param deleted since when it is a tombstone: its place stays, its text, data and reactions are gone for good
 */
public record ChatMessage(
        String id,
        String room,
        long seq,
        String user,
        String text,
        RawJson data,
        Instant sent,
        Optional<Instant> edited,
        Optional<Instant> deleted,
        List<Reaction> reactions) {

    public ChatMessage {
        reactions = List.copyOf(reactions);
    }

    /**
     * A reaction and who reacted so.
     *
     * @param name such as an emoji
     */
    public record Reaction(String name, List<String> users) {
        public Reaction {
            users = List.copyOf(users);
        }
    }
}
