package dev.parley.api.tokens;

import dev.parley.api.http.Parsed;
import dev.parley.apps.App;
import dev.parley.apps.Limit;
import dev.parley.bus.Message.MintJoinToken;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the bodies of requests to what is asked on the bus. Whether a token may live that long is not decided here. */
final class TokenRequests {

    private static final int MAX_NAME = 256;
    private static final int MAX_RIGHTS = 20;
    private static final int MAX_TTL = (int) Duration.ofDays(366).toSeconds();
    private static final int USER_TTL = 3_600;
    private static final int JOIN_TTL = 60;

    private TokenRequests() {}

    /** {@code {user, ttl?, claims?}}. */
    static Parsed<MintUserToken> user(App app, RawJson body) {
        Members members = Members.of(body);
        members.require("user");
        Optional<String> user = members.string("user", MAX_NAME);
        Duration lifetime = lifetime(members, USER_TTL);
        Optional<RawJson> claims = members.read(
                "claims", "an object", value -> Optional.of(value).filter(v -> v.kind() == RawJson.Kind.OBJECT));
        return Parsed.of(
                members,
                () -> new MintUserToken(app.id(), user.orElseThrow(), lifetime, claims.orElse(RawJson.EMPTY_OBJECT)));
    }

    /** {@code {room, ttl?, user?, can?, socket?, once?, data?}}. */
    static Parsed<MintJoinToken> join(App app, RawJson body) {
        Members members = Members.of(body);
        members.require("room");
        Optional<String> room = members.string("room", app.limits().of(Limit.ROOM_LENGTH));
        Duration lifetime = lifetime(members, JOIN_TTL);
        @Nullable String user = members.string("user", MAX_NAME).orElse(null);
        List<String> can = members.has("can") && members.value("can").equals(Optional.of(RawJson.EMPTY_ARRAY))
                ? List.of()
                : members.strings("can", MAX_RIGHTS, MAX_NAME).orElse(List.of());
        @Nullable String socket = members.string("socket", MAX_NAME).orElse(null);
        boolean once = members.flag("once");
        @Nullable RawJson data = members.value("data").orElse(null);
        return Parsed.of(
                members,
                () -> new MintJoinToken(
                        app.id(), room.orElseThrow(), lifetime, user, Set.copyOf(can), socket, once, data));
    }

    /** {@code {token}}, {@code {user, before?}} or {@code {before}}. */
    static Parsed<Revoke> revocation(App app, RawJson body, Instant now) {
        Members members = Members.of(body);
        Optional<String> token = members.string("token", MAX_NAME);
        Optional<String> user = members.string("user", MAX_NAME);
        Optional<Instant> before =
                members.time("before", "a time such as 2030-01-31T12:00:00Z, not one to come", at -> !at.isAfter(now));
        boolean one = members.has("token") && !members.has("user") && !members.has("before");
        boolean all = !members.has("token") && (members.has("user") || members.has("before"));
        if (!one && !all) members.fault("", "must be {\"token\"}, {\"user\", \"before\"?} or {\"before\"}");
        return Parsed.of(members, () -> {
            Kind kind = token.isPresent() ? Kind.TOKEN : user.isPresent() ? Kind.USER : Kind.ALL;
            return new Revoke(
                    new Revocation(app.id(), kind, token.or(() -> user).orElse(""), before.orElse(now)));
        });
    }

    private static Duration lifetime(Members members, int usual) {
        return Duration.ofSeconds(members.number("ttl", 1, MAX_TTL).orElse(usual));
    }
}
