package dev.parley.client;

import java.util.List;

/**
 * What became of an event.
 *
 * @param id names the event in logs
 * @param members sockets that the event was for
 * @param delivered those that it was handed to; one that takes nothing more is not among them
 * @param complete whether all nodes have told. If not, the numbers are of those that have
 * @param missing the others
 */
public record Report(String id, long members, long delivered, boolean complete, List<MissingNode> missing) {

    public Report {
        missing = List.copyOf(missing);
    }

    static Report of(Json answer) {
        return new Report(
                Answers.text(answer, "id"),
                Answers.number(answer, "members"),
                Answers.number(answer, "delivered"),
                Answers.flag(answer, "complete"),
                Answers.list(answer, "missing", MissingNode::of));
    }
}
