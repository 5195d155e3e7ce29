package dev.parley.sockets.engine;

/**
 * One polling request, as its session sees it. Safe on every thread; the first answer counts. Two that are equal are the
 * same request.
 */
interface PollExchange {

    void answer(PollReply reply);

    /** Ends the connection without an answer. */
    void abort();
}
