package dev.parley.bus.chat;

import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A room with its members.
 *
 * @param data an object; what the application keeps with the room
 * @param members in the order of joining
 * @param deleted since when the room is, and takes no messages any more
 * @param retention how long its messages are kept; nothing for good
 */
public record ChatRoom(
        String id,
        Kind kind,
        Optional<String> name,
        RawJson data,
        List<Member> members,
        Instant created,
        Instant updated,
        Optional<Instant> deleted,
        Optional<Duration> retention) {

    public ChatRoom {
        members = List.copyOf(members);
    }

    public enum Kind {
        /** Members come and go. */
        GROUP,
        /** Two users, or one on its own, for good; made by the first message. */
        DIRECT
    }

    /** Somebody who is in the room. */
    public record Member(String user, Instant joined) {}

    public boolean has(String user) {
        return members.stream().anyMatch(member -> member.user().equals(user));
    }

    /** The other one of a direct conversation; oneself, if one talks to oneself. */
    public String other(String user) {
        return members.stream()
                .map(Member::user)
                .filter(member -> !member.equals(user))
                .findFirst()
                .orElse(user);
    }
}
