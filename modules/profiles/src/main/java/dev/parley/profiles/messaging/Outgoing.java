package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.engine.RandomId;
import java.util.List;

/** Events on their way to clients. */
final class Outgoing {

    private Outgoing() {}

    /** To all devices of a user. */
    static Broadcast toUser(AppNamespace at, String user, String event, RawJson payload) {
        return to(Audience.of(at, Target.user(user)), event, payload, false);
    }

    /** The same, unless it would have to wait for a client that does not keep up. */
    static Broadcast volatileToUser(AppNamespace at, String user, String event, RawJson payload) {
        return to(Audience.of(at, Target.user(user)), event, payload, true);
    }

    static Broadcast toEveryone(AppNamespace at, String event, RawJson payload) {
        return to(Audience.of(at, Target.EVERYONE), event, payload, false);
    }

    static Broadcast toEveryoneBut(String user, AppNamespace at, String event, RawJson payload) {
        return to(Audience.of(at, Target.EVERYONE).without(Target.user(user)), event, payload, false);
    }

    private static Broadcast to(Audience audience, String event, RawJson payload, boolean droppable) {
        RawJson args =
                JsonWriter.build(w -> w.beginArray().string(event).raw(payload).endArray());
        return new Broadcast(RandomId.next(), audience, args, List.of(), droppable);
    }
}
