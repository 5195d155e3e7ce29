package dev.parley.client;

import java.util.List;

/**
 * What a command did to sockets.
 *
 * @param members sockets that it was for
 * @param reached those to which it was done
 * @param complete whether all nodes have told. If not, the numbers are of those that have
 * @param missing the others
 */
public record Effect(long members, long reached, boolean complete, List<MissingNode> missing) {

    public Effect {
        missing = List.copyOf(missing);
    }

    static Effect of(Json answer) {
        return new Effect(
                Answers.number(answer, "members"),
                Answers.number(answer, "reached"),
                Answers.flag(answer, "complete"),
                Answers.list(answer, "missing", MissingNode::of));
    }
}
