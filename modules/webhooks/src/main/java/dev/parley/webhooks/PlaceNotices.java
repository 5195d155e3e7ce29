package dev.parley.webhooks;

import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.protocol.json.JsonWriter;
import java.time.Instant;
import java.util.Optional;

/** What there is to tell of a place: {@code {"namespace","room"}} of a room, {@code {"namespace","user"}} of a user. */
final class PlaceNotices {

    private PlaceNotices() {}

    /** What has happened to a place that is occupied now, or is not; nothing to tell of others than rooms and users. */
    static Optional<Activity.Type> type(Place place, boolean occupied) {
        return switch (place.target().kind()) {
            case ROOM -> Optional.of(occupied ? Activity.Type.OCCUPIED : Activity.Type.VACATED);
            case USER -> Optional.of(occupied ? Activity.Type.ONLINE : Activity.Type.OFFLINE);
            case EVERYONE, SOCKET, WATCHERS, OCCUPANT -> Optional.empty();
        };
    }

    static Activity of(Place place, Activity.Type type, Instant now) {
        String what = place.target().kind() == Target.Kind.ROOM ? "room" : "user";
        return new Activity(
                place.namespace().app(),
                type,
                now,
                JsonWriter.object(w -> w.name("namespace")
                        .string(place.namespace().name())
                        .name(what)
                        .string(place.target().name())));
    }
}
