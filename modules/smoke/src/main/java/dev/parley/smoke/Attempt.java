package dev.parley.smoke;

/** What came of an attempt to connect. */
sealed interface Attempt {

    /** The client is in the namespace. */
    record Connected(Client client) implements Attempt {}

    /**
     * The server answers, and does not let the client in.
     *
     * @param message in its words
     */
    record Refused(String message) implements Attempt {}

    /**
     * There is no server of the kind.
     *
     * @param why one line for people
     */
    record Unreachable(String why) implements Attempt {}
}
