package dev.parley.bus;

import dev.parley.bus.Message.InOrder;
import dev.parley.bus.Message.Remote;
import java.util.List;

/**
 * What nodes say of their event logs. Each node numbers the events that it accepts in recoverable namespaces and keeps them
 * for a while; another node keeps a copy, and is the log's holder when its origin has died.
 */
public sealed interface LogMessage extends Remote {

    /** To the log of a node. */
    sealed interface ToLog extends LogMessage {}

    /** From a log to the sockets of a node: {@code FanoutVerticle} takes it, in its place among the events of the log. */
    sealed interface FromLog extends LogMessage, InOrder {

        /** Whose log it is. */
        NodeId origin();
    }

    // ---- The copy ----

    /** How much of an app's events has gone for lack of space: none up to this number counts as kept. */
    record Overflow(String app, long number) {}

    /**
     * A part of a log for the node that keeps the copy. Parts go one after the other; the same part may come twice.
     *
     * @param holder who sends it; not the origin if that is dead
     * @param after the number behind which the part begins
     * @param upTo how far the copy is complete with it; numbers in between without an entry are not kept any more
     * @param expired the number of the last event that was too old to be kept
     * @param overflows of all apps that lacked space
     * @param reset whether the copy begins anew here
     * @param complete whether the copy has all that the holder keeps
     * @param ended whether the copy is not wanted any more
     */
    record LogCopy(
            NodeId holder,
            NodeId origin,
            long after,
            long upTo,
            List<LogEntry> entries,
            long expired,
            List<Overflow> overflows,
            boolean reset,
            boolean complete,
            boolean ended)
            implements ToLog, Message.ToLogCopy {
        public LogCopy {
            entries = List.copyOf(entries);
            overflows = List.copyOf(overflows);
        }
    }

    /**
     * The answer to a copy.
     *
     * @param upTo how far the copy goes; -1 if there is none, and the holder has to begin anew
     */
    record LogCopied(NodeId origin, long upTo) implements LogMessage {}

    // ---- What a node that died had not copied ----

    /** Asks a node what it has heard of a log behind a number. Answered with {@link Echo}. */
    record EchoRequest(NodeId asker, NodeId origin, long after) implements FromLog {}

    /**
     * What a node has heard of a log behind a number.
     *
     * @param entries the oldest first; they count as accepted when they were heard
     * @param complete whether that is all it has heard
     */
    record Echo(NodeId from, NodeId origin, List<LogEntry> entries, boolean complete) implements ToLog {
        public Echo {
            entries = List.copyOf(entries);
        }
    }

    // ---- What a node has missed ----

    /**
     * Asks for what a node should have got and has not: everything after a number. Answered with {@link LogTail}s.
     *
     * @param after {@link #STRANGER} where the asker has just come to know the log: what is not kept from before that, it
     *     has not missed
     */
    record TailRequest(NodeId asker, NodeId origin, long after) implements ToLog {}

    /** Who has heard nothing of a log yet, and is owed nothing of what was before both nodes knew each other. */
    long STRANGER = -1;

    /** What came of a request for the tail of a log. */
    enum TailOutcome {
        COMPLETE,
        /** Some of it is not kept any more. */
        TRIMMED,
        /** Whoever was asked cannot tell yet: ask again in a moment. */
        NOT_YET,
        /** Whoever was asked has no such log. */
        UNKNOWN
    }

    /**
     * A part of what a node has missed.
     *
     * @param after the number behind which the part begins
     * @param upTo the node has everything up to it now
     * @param last whether no other part follows
     */
    record LogTail(NodeId origin, long after, long upTo, List<LogEntry> entries, boolean last, TailOutcome outcome)
            implements FromLog {
        public LogTail {
            entries = List.copyOf(entries);
        }
    }

    /**
     * From time to time: how far the log is. A node that has not heard up to {@code previous} has a gap; any other has now
     * heard everything up to {@code number}.
     */
    record LogMark(Stamp stamp) implements FromLog {
        @Override
        public NodeId origin() {
            return stamp.origin();
        }
    }

    // ---- What a socket has missed ----

    /**
     * What a socket may receive, and from where on.
     *
     * @param after the number of the last event of the log that it is not owed by this target
     */
    record Owed(Target target, long after) {}

    /**
     * Asks what a socket has missed. Answered with {@link Missed}, in its place among the events of the log.
     *
     * @param number names the request among those of the asker
     * @param owed all targets of the socket, itself, its user and everybody among them
     * @param maxBytes of events that are of use
     */
    record MissedRequest(
            NodeId asker, long number, NodeId origin, AppNamespace namespace, List<Owed> owed, long maxBytes)
            implements ToLog {
        public MissedRequest {
            owed = List.copyOf(owed);
        }
    }

    /** What came of the request. */
    enum MissedOutcome {
        COMPLETE,
        /** Some of it may have gone for lack of space. */
        OVERFLOWED,
        /** It is more than {@code maxBytes}. */
        TOO_MUCH,
        /** Whoever was asked cannot tell yet: ask again in a moment. */
        NOT_YET,
        /** Whoever was asked has no such log. */
        UNKNOWN
    }

    /**
     * A part of what a socket has missed.
     *
     * @param number that of the request
     * @param stamp its number is how far the socket has heard the log when it has heard all parts: what comes live with a
     *     number up to it is in here, or was not for the socket. Its {@code previous} is as of any stamp
     * @param part how many parts came before it: whoever lacks one of these has to ask again
     * @param events each once, the oldest first
     * @param last whether no other part follows
     */
    record Missed(long number, Stamp stamp, int part, List<LogEntry> events, boolean last, MissedOutcome outcome)
            implements FromLog {
        public Missed {
            events = List.copyOf(events);
        }

        @Override
        public NodeId origin() {
            return stamp.origin();
        }
    }
}
