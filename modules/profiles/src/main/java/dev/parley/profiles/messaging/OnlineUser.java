package dev.parley.profiles.messaging;

import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;

/**
 * One of a list of those who are online.
 *
 * @param email empty where it is not shown: clients that filter their lists take it for a text
 * @param since when the user connected
 */
record OnlineUser(Account account, String email, Instant since) {

    static RawJson list(List<OnlineUser> users) {
        return JsonWriter.build(w -> {
            w.beginArray();
            users.forEach(user -> user.whole(w));
            w.endArray();
        });
    }

    static RawJson briefList(List<OnlineUser> users) {
        return JsonWriter.build(w -> {
            w.beginArray();
            users.forEach(user -> user.brief(w));
            w.endArray();
        });
    }

    /** {@code {"userId","_id","username","email","role","name","lastSeen"}}. */
    void whole(JsonWriter w) {
        w.beginObject().name("userId").string(account.id());
        members(w);
        w.name("lastSeen").string(JsonDate.of(since)).endObject();
    }

    /** {@code {"_id","username","email","role","name"}}. */
    void brief(JsonWriter w) {
        w.beginObject();
        members(w);
        w.endObject();
    }

    private void members(JsonWriter w) {
        w.name("_id").string(account.id()).name("username").string(account.username());
        w.name("email").string(email).name("role").string(account.role());
        w.name("name").string(account.name());
    }
}
