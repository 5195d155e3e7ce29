package dev.parley.profiles.messaging;

import dev.parley.bus.chat.ChatUser;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A user as this contract shows one. Users whom a backend has made by other ways may lack what those who signed up have:
 * the texts are then empty, for clients take them for texts.
 *
 * @param profile an object
 */
record Account(
        String id,
        Optional<String> fullName,
        String username,
        String email,
        String role,
        RawJson profile,
        Instant created,
        Instant updated) {

    static Account of(ChatUser user) {
        Map<String, RawJson> data = user.data().members();
        return new Account(
                user.id(),
                user.name(),
                text(data, "username").or(user::name).orElse(user.id()),
                text(data, "email").orElse(""),
                text(data, "role").orElse(""),
                Optional.ofNullable(data.get("profile"))
                        .filter(profile -> profile.kind() == Kind.OBJECT)
                        .orElse(RawJson.EMPTY_OBJECT),
                user.created(),
                user.updated());
    }

    private static Optional<String> text(Map<String, RawJson> data, String name) {
        return Optional.ofNullable(data.get(name)).flatMap(RawJson::asString);
    }

    /** What people call the user. */
    String name() {
        return fullName.orElse(username);
    }

    /** {@code {"success":true,"user":{"_id","name","username"}}}. */
    RawJson welcome() {
        return JsonWriter.object(w -> w.name("success")
                .bool(true)
                .name("user")
                .beginObject()
                .name("_id")
                .string(id)
                .name("name")
                .string(name())
                .name("username")
                .string(username)
                .endObject());
    }

    /** {@code {"userId","name","username"}}. */
    RawJson online() {
        return JsonWriter.object(w -> w.name("userId")
                .string(id)
                .name("name")
                .string(name())
                .name("username")
                .string(username));
    }

    /** {@code {"_id","name"}}. */
    void brief(JsonWriter w) {
        w.beginObject().name("_id").string(id).name("name").string(name()).endObject();
    }

    /** {@code {"username","_id","role"}}: what a token of the user says. */
    RawJson claims() {
        return JsonWriter.object(w -> w.name("username")
                .string(username)
                .name("_id")
                .string(id)
                .name("role")
                .string(role));
    }

    /** All that is shown to the user's own. */
    void whole(JsonWriter w) {
        w.beginObject().name("_id").string(id).name("username").string(username);
        w.name("email").string(email).name("role").string(role).name("profile").raw(profile);
        w.name("createdAt").string(JsonDate.of(created)).name("updatedAt").string(JsonDate.of(updated));
        w.endObject();
    }
}
