package dev.parley.bus.tracing;

import java.util.Optional;

/** A piece of work that is noted, or not if its trace was not chosen. May be used on any thread. */
public interface Span {

    /** What parts of it elsewhere are to be told, as a W3C {@code traceparent}; nothing if its trace was not chosen. */
    Optional<String> traceparent();

    /** Something about it. Never a secret, nor what clients or backends say to one another. */
    Span note(String key, String value);

    /** The same. */
    Span note(String key, long value);

    /** It is about another piece of work as well, which it is no part of.
     *
     * @param traceparent of that one; a faulty one is none
     */
    Span link(String traceparent);

    /** It did not come to what it should.
     *
     * @param why a code, or few words
     */
    Span failed(String why);

    /** It is over. To be called once. */
    void end();
}
