package dev.parley.client;

import java.util.List;

/**
 * The node that has answered, and its cluster as it sees it.
 *
 * @param node its id
 * @param version of Parley
 * @param nodes ids of all nodes, itself among them
 * @param all everything that it has told
 */
public record ServerInfo(String node, String version, List<String> nodes, Json all) {

    public ServerInfo {
        nodes = List.copyOf(nodes);
    }

    static ServerInfo of(Json answer) {
        return new ServerInfo(
                Answers.text(answer, "node"),
                Answers.text(answer, "version"),
                Answers.list(answer, "nodes", Answers::string),
                answer);
    }
}
