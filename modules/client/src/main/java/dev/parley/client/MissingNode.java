package dev.parley.client;

import java.util.OptionalLong;

/**
 * A node whose part of an answer is missing.
 *
 * @param node its id, as in its log
 * @param cause "silent": it did not answer in time; "left": it left the cluster meanwhile; "unanswered":
 *     some of its clients did not acknowledge
 * @param addressed how many clients it has asked for acknowledgements, if it was to and has told
 * @param answered how many of those have answered
 */
public record MissingNode(String node, String cause, OptionalLong addressed, OptionalLong answered) {

    static MissingNode of(Json node) {
        return new MissingNode(
                Answers.text(node, "node"),
                Answers.text(node, "cause"),
                node.at("addressed").asLong(),
                node.at("answered").asLong());
    }
}
