package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices as an array of JSON objects: {@code {app, type, at, data, key}} is an activity, {@code {app, url, trusted, form, lane,
 * type, body, key}} a callback. Times are milliseconds.
 */
final class NoticeJson {

    private NoticeJson() {}

    static RawJson write(List<Notice> notices) {
        return JsonWriter.build(w -> {
            w.beginArray();
            notices.forEach(each -> write(w, each));
            w.endArray();
        });
    }

    private static void write(JsonWriter w, Notice notice) {
        w.beginObject().name("app").string(notice.app());
        switch (notice) {
            case Activity activity ->
                w.name("type")
                        .string(activity.type().wire())
                        .name("at")
                        .number(activity.at().toEpochMilli())
                        .name("data")
                        .raw(activity.data());
            case Callback callback ->
                w.name("url")
                        .string(callback.url().toString())
                        .name("trusted")
                        .bool(callback.trusted())
                        .name("form")
                        .string(callback.form().name())
                        .name("lane")
                        .string(callback.lane())
                        .name("type")
                        .string(callback.type())
                        .name("body")
                        .raw(callback.body());
        }
        key(notice).ifPresent(key -> w.name("key").string(key));
        w.endObject();
    }

    private static Optional<String> key(Notice notice) {
        return switch (notice) {
            case Activity activity -> activity.key();
            case Callback callback -> callback.key();
        };
    }

    /** Without those of a type that this version does not know. */
    static List<Notice> read(RawJson notices) {
        return notices.elements().stream()
                .map(RawJson::members)
                .flatMap(each ->
                        each.containsKey("url") ? Optional.of(callback(each)).stream() : activity(each).stream())
                .toList();
    }

    private static Optional<Notice> activity(Map<String, RawJson> members) {
        return Activity.Type.of(text(members, "type"))
                .map(type -> new Activity(
                        text(members, "app"),
                        type,
                        Instant.ofEpochMilli(value(members, "at").asLong().orElseThrow()),
                        value(members, "data"),
                        key(members)));
    }

    private static Notice callback(Map<String, RawJson> members) {
        return new Callback(
                text(members, "app"),
                URI.create(text(members, "url")),
                value(members, "trusted").asBoolean().orElseThrow(),
                Callback.Form.valueOf(text(members, "form")),
                text(members, "lane"),
                text(members, "type"),
                value(members, "body"),
                key(members));
    }

    private static Optional<String> key(Map<String, RawJson> members) {
        return Optional.ofNullable(members.get("key")).flatMap(RawJson::asString);
    }

    private static String text(Map<String, RawJson> members, String name) {
        return value(members, name).asString().orElseThrow();
    }

    private static RawJson value(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).orElseThrow();
    }
}
