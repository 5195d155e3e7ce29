package dev.parley.client;

import java.util.List;

/**
 * How many sockets a room or a user has.
 *
 * @param name of the room or the user
 * @param sockets on all nodes that have told
 */
public record Occupancy(String name, long sockets) {

    /**
     * The answer to the question after one of them.
     *
     * @param complete whether all nodes have told
     * @param missing the others
     */
    public record Counted(String name, long sockets, boolean complete, List<MissingNode> missing) {

        public Counted {
            missing = List.copyOf(missing);
        }
    }

    static Occupancy ofRoom(Json item) {
        return of(item, "room");
    }

    static Occupancy ofUser(Json item) {
        return of(item, "user");
    }

    private static Occupancy of(Json item, String kind) {
        return new Occupancy(Answers.text(item, kind), Answers.number(item, "sockets"));
    }

    static Counted counted(Json answer, String kind) {
        Occupancy one = of(answer, kind);
        return new Counted(
                one.name,
                one.sockets,
                Answers.flag(answer, "complete"),
                Answers.list(answer, "missing", MissingNode::of));
    }
}
