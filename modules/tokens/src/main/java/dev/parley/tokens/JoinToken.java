package dev.parley.tokens;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a join token says. Read by {@link JoinTokenClaims}, written by {@link #toJson}.
 *
 * @param channel the room that it opens, never empty
 * @param expires claim {@code timestamp}, to the second; at that instant the token has expired already
 * @param data whatever the backend wants to give along
 * @param user who its bearer is
 * @param can what the bearer may do in the room beyond receiving, such as {@code publish}
 * @param sid the one socket that may use it
 * @param jti makes it good for one use
 * @param app the app that it is for
 * @param issued claim {@code iat}; without it a token is revoked by its jti only
 */
public record JoinToken(
        String channel,
        Instant expires,
        @Nullable RawJson data,
        @Nullable String user,
        Set<String> can,
        @Nullable String sid,
        @Nullable String jti,
        @Nullable String app,
        @Nullable Instant issued) {

    public JoinToken {
        if (channel.isEmpty()) throw new IllegalArgumentException("a join token needs a channel");
        can = Set.copyOf(can);
    }

    /** A token for a room and nothing more. */
    public static JoinToken forRoom(String channel, Instant expires) {
        return new JoinToken(channel, expires, null, null, Set.of(), null, null, null, null);
    }

    /** The claims as a compact JSON object, absent ones left out. */
    RawJson toJson() {
        return JsonWriter.build(w -> {
            w.beginObject();
            w.name("channel").string(channel).name("timestamp").number(expires.getEpochSecond());
            if (data != null) w.name("data").raw(data);
            text(w, "user", user);
            if (!can.isEmpty()) {
                w.name("can").beginArray();
                can.stream().sorted().forEach(w::string);
                w.endArray();
            }
            text(w, "sid", sid);
            text(w, "jti", jti);
            text(w, "app", app);
            if (issued != null) NumericDate.write(w.name("iat"), issued);
            w.endObject();
        });
    }

    private static void text(JsonWriter w, String name, @Nullable String value) {
        if (value != null) w.name(name).string(value);
    }
}
