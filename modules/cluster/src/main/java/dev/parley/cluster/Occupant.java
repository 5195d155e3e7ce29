package dev.parley.cluster;

import dev.parley.bus.Place;
import dev.parley.bus.Target;

/**
 * A user in a room, as the directory keeps it while somebody watches the room.
 *
 * @param user nobody stands for all of a node's own: once it is in the table, so are they
 */
record Occupant(Place room, String user) {

    static final String ALL_OF_A_NODE = "";

    /** That of a place of kind {@link Target.Kind#OCCUPANT}. */
    static Occupant of(Place place) {
        String name = place.target().name();
        int colon = name.indexOf(':');
        int user = colon + 1 + Integer.parseInt(name, 0, colon, 10);
        var room = new Place(place.namespace(), Target.room(name.substring(colon + 1, user)));
        return new Occupant(room, name.substring(user));
    }

    Place place() {
        return new Place(room.namespace(), Target.occupant(room.target().name(), user));
    }

    /** Where the nodes are that have somebody who watches a room. */
    static Place watchersOf(Place room) {
        return new Place(room.namespace(), Target.watchers(room.target().name()));
    }
}
