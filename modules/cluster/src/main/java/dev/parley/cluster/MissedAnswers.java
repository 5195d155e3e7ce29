package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers what a socket has missed. Confined to LogVerticle's event loop. */
final class MissedAnswers {

    private final LogPeers peers;
    private final LogLinks links;

    MissedAnswers(LogPeers peers, LogLinks links) {
        this.peers = peers;
        this.links = links;
    }

    /** @param own whether it is this node's own log, which goes on */
    void answer(MissedRequest request, EventLog log, boolean own) {
        // A log that has ended is heard to its end, or not yet.
        Stamp stamp =
                own ? links.now(request.asker(), log.last()) : new Stamp(request.origin(), log.last(), log.last());
        if (log.hasLost(request.namespace(), request.owed())) {
            say(request, stamp, 0, List.of(), true, MissedOutcome.OVERFLOWED);
            return;
        }
        Collection<LogEntry> owed = log.owed(request.namespace(), request.owed());
        if (owed.stream().mapToLong(EventLog::size).sum() > request.maxBytes()) {
            say(request, stamp, 0, List.of(), true, MissedOutcome.TOO_MUCH);
            return;
        }
        List<LogEntry> part = new ArrayList<>();
        int parts = 0;
        long size = 0;
        for (LogEntry entry : owed) {
            size += EventLog.size(entry);
            if (size > LogCopier.PART && !part.isEmpty()) {
                say(request, stamp, parts++, part, false, MissedOutcome.COMPLETE);
                part = new ArrayList<>();
                size = EventLog.size(entry);
            }
            part.add(entry);
        }
        say(request, stamp, parts, part, true, MissedOutcome.COMPLETE);
    }

    /** @param later whether there may be another answer in a moment */
    void refuse(MissedRequest request, boolean later) {
        say(
                request,
                new Stamp(request.origin(), 0, 0),
                0,
                List.of(),
                true,
                later ? MissedOutcome.NOT_YET : MissedOutcome.UNKNOWN);
    }

    private void say(
            MissedRequest request, Stamp stamp, int part, List<LogEntry> events, boolean last, MissedOutcome outcome) {
        peers.send(request.asker(), new Missed(request.number(), stamp, part, events, last, outcome));
    }
}
