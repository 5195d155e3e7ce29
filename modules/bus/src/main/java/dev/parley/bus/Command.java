package dev.parley.bus;

import java.util.List;

/** What a backend, or the cluster, has done to each socket of an audience, wherever it is connected. */
public sealed interface Command {

    /** They are in these rooms from now on, as if they had joined by themselves. */
    record Join(List<String> rooms) implements Command {
        public Join {
            rooms = List.copyOf(rooms);
        }
    }

    /** They are no longer in these rooms. */
    record Leave(List<String> rooms) implements Command {
        public Leave {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * They go.
     *
     * @param connection whether the whole connection is closed, with all its namespaces, and not this namespace alone
     */
    record Disconnect(boolean connection) implements Command {}

    /**
     * Whoever has this secret has come back elsewhere: the socket that had it is let go without a word to its client, and
     * keeps nothing for a return. Said by nodes, not by backends.
     */
    record Release(String secret) implements Command {
        @Override
        public String toString() {
            return "Release[]";
        }
    }
}
