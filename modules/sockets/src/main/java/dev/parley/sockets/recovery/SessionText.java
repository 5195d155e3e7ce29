package dev.parley.sockets.recovery;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as the text that the cluster keeps:
 * {@code {"v":1,"app","namespace","id","life","host","user"?,"since":ms,"owed":[[kind,name,position]],"state":{}}}. Stateless.
 *
 * <p>Another version of the server may have written it: what is not understood is no session.
 */
public final class SessionText {

    private static final long VERSION = 1;

    /** Handlers keep what they like in it, as deep as they like within reason. */
    private static final int DEPTH = 100;

    private SessionText() {}

    public static String write(SavedSession session) {
        return JsonWriter.object(w -> {
                    w.name("v").number(VERSION);
                    w.name("app").string(session.namespace().app());
                    w.name("namespace").string(session.namespace().name());
                    w.name("id").string(session.id());
                    w.name("life").string(session.life());
                    w.name("host").string(session.host().value());
                    session.user().ifPresent(user -> w.name("user").string(user));
                    w.name("since").number(session.since().toEpochMilli());
                    w.name("owed").beginArray();
                    session.owed()
                            .forEach((target, from) -> w.beginArray()
                                    .string(String.valueOf(target.kind().code()))
                                    .string(target.name())
                                    .string(from.text())
                                    .endArray());
                    w.endArray().name("state").raw(session.state());
                })
                .toString();
    }

    /** Nothing if it is none. */
    public static Optional<SavedSession> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!(RawJson.check(bytes, 0, bytes.length, DEPTH) instanceof RawJson.Valid valid)) return Optional.empty();
        Map<String, RawJson> members = valid.value().members();
        if (at(members, "v").asLong().orElse(0) != VERSION) return Optional.empty();
        Optional<String> app = at(members, "app").asString();
        Optional<String> namespace = at(members, "namespace").asString();
        Optional<String> id = at(members, "id").asString();
        Optional<String> life = at(members, "life").asString();
        Optional<String> host = at(members, "host").asString();
        Optional<Map<Target, Position>> owed = owed(at(members, "owed").elements());
        RawJson state = at(members, "state");
        if (app.isEmpty() || namespace.isEmpty() || id.isEmpty()) return Optional.empty();
        if (life.isEmpty() || host.isEmpty() || owed.isEmpty()) return Optional.empty();
        if (state.kind() != RawJson.Kind.OBJECT) return Optional.empty();
        return Optional.of(new SavedSession(
                new AppNamespace(app.get(), namespace.get()),
                id.get(),
                life.get(),
                new NodeId(host.get()),
                at(members, "user").asString(),
                Instant.ofEpochMilli(at(members, "since").asLong().orElse(0)),
                owed.get(),
                state));
    }

    private static RawJson at(Map<String, RawJson> members, String name) {
        return members.getOrDefault(name, RawJson.NULL);
    }

    private static Optional<Map<Target, Position>> owed(List<RawJson> entries) {
        var owed = new LinkedHashMap<Target, Position>();
        for (RawJson entry : entries) {
            List<RawJson> parts = entry.elements();
            if (parts.size() != 3) return Optional.empty();
            Optional<Target> target =
                    target(parts.get(0).asString(), parts.get(1).asString());
            Optional<Position> from = parts.get(2).asString().flatMap(Position::parse);
            if (target.isEmpty() || from.isEmpty()) return Optional.empty();
            owed.put(target.get(), from.get());
        }
        return owed.isEmpty() ? Optional.empty() : Optional.of(owed);
    }

    private static Optional<Target> target(Optional<String> kind, Optional<String> name) {
        if (kind.isEmpty() || name.isEmpty() || kind.get().length() != 1) return Optional.empty();
        for (Target.Kind each : Target.Kind.values()) {
            if (each.code() == kind.get().charAt(0)) return Optional.of(new Target(each, name.get()));
        }
        return Optional.empty();
    }
}
