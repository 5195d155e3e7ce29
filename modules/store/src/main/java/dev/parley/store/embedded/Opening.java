package dev.parley.store.embedded;

/** What came of opening an embedded store. */
public sealed interface Opening {

    /** It takes connections. */
    record Opened(EmbeddedStore store) implements Opening {}

    /**
     * It does not, and nothing is left open.
     *
     * @param why in words for an operator, with the file and what to do
     */
    record Refused(String why) implements Opening {}
}
