package dev.parley.bus;

/**
 * Somebody an event can be addressed to within a namespace. The kind keeps names apart: no client can join a room that
 * is taken for another user's or socket's. Two more kinds are for the room directory alone: nothing is addressed to them.
 */
public record Target(Kind kind, String name) {

    public enum Kind {
        /** Every socket of the namespace. */
        EVERYONE('e'),
        /** The sockets that joined a room. */
        ROOM('r'),
        /** The sockets of a user, on all devices. */
        USER('u'),
        /** One socket, by its public id. */
        SOCKET('s'),
        /** Those who are told who is in a room, by the room's name. */
        WATCHERS('w'),
        /** A user in a room that somebody watches. */
        OCCUPANT('o');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        /** One letter for the wire and for keys; never changes its meaning. */
        public char code() {
            return code;
        }

        public static Kind of(char code) {
            for (Kind kind : values()) {
                if (kind.code == code) return kind;
            }
            throw new IllegalArgumentException("no target kind " + code);
        }
    }

    public static final Target EVERYONE = new Target(Kind.EVERYONE, "");

    public static Target room(String name) {
        return new Target(Kind.ROOM, name);
    }

    public static Target user(String id) {
        return new Target(Kind.USER, id);
    }

    public static Target watchers(String room) {
        return new Target(Kind.WATCHERS, room);
    }

    public static Target occupant(String room, String user) {
        return new Target(Kind.OCCUPANT, room.length() + ":" + room + user);
    }

    public static Target socket(String id) {
        return new Target(Kind.SOCKET, id);
    }
}
