package dev.parley.sockets.recovery;

import dev.parley.bus.Position;
import dev.parley.protocol.json.RawJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client that connects says of an earlier session (Socket.IO's connection state recovery). */
public sealed interface Claim {

    /** The length of a session's secret: {@code RandomId}'s. */
    int SECRET_LENGTH = 20;

    /** It says nothing: this is its first one. */
    record None() implements Claim {}

    /** What it says was never said by a server. */
    record Malformed() implements Claim {}

    /**
     * It knows the secret of one.
     *
     * @param heard how far it has heard each node; nothing when it has received no event
     */
    record Known(String secret, Optional<Position> heard) implements Claim {
        @Override
        public String toString() {
            return "Known[" + heard + "]";
        }
    }

    /**
     * Reads it.
     *
     * @param auth what a client sent along: {@code {"pid","offset"}}, beside its own
     */
    static Claim in(@Nullable RawJson auth) {
        if (auth == null) return new None();
        Map<String, RawJson> members = auth.members();
        RawJson pid = members.getOrDefault("pid", RawJson.NULL);
        if (pid.isNull()) return new None();
        if (pid.length() != SECRET_LENGTH + 2 || pid.kind() != RawJson.Kind.STRING) return new Malformed();
        String secret = pid.asString().orElseThrow();
        RawJson offset = members.getOrDefault("offset", RawJson.NULL);
        if (offset.isNull()) return new Known(secret, Optional.empty());
        // A position has nothing that JSON escapes, so its text is no longer than the one in quotes.
        if (offset.length() > Position.MAX_LENGTH + 2) return new Malformed();
        return offset.asString()
                .flatMap(Position::parse)
                .<Claim>map(heard -> new Known(secret, Optional.of(heard)))
                .orElseGet(Malformed::new);
    }
}
