package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage;
import dev.parley.bus.LogMessage.Echo;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.LogMark;
import dev.parley.bus.LogMessage.LogTail;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.TailOutcome;
import dev.parley.bus.LogMessage.TailRequest;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.End;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers and keeps the events that this node accepts, has another node keep a copy, and answers for its log and for those
 * of dead nodes whose copies it has. Confined to LogVerticle's event loop.
 */
final class LogKeeper {

    private static final Logger log = LoggerFactory.getLogger(LogKeeper.class);

    /** A node that was sent an event hears after so many milliseconds whether that was the last one. */
    private static final long CONFIRM = 1_000;

    /** Any other hears this often how far the log is. */
    private static final long BEAT = 5_000;

    private final NodeId self;
    private final LogNumber number;
    private final RoomDirectory directory;
    private final LogConfig config;
    private final LogPeers peers;
    private final LogMeters meters;
    private final LongSupplier clock;

    private final LogLinks links;
    private final LogHeir heir;
    private final HeldLog own;
    private final MissedAnswers answers;

    /** This node's own log among them. */
    private final Map<NodeId, HeldLog> held = new TreeMap<>();

    /** With the number of the last event that was accepted before each came. */
    private final TreeMap<NodeId, Long> members = new TreeMap<>();

    private long confirmedAt;
    private long beatenAt;

    /** @param clock milliseconds since 1970 */
    LogKeeper(
            NodeId self,
            LogNumber number,
            RoomDirectory directory,
            LogConfig config,
            LogPeers peers,
            LogMeters meters,
            LongSupplier clock) {
        this.self = self;
        this.number = number;
        this.directory = directory;
        this.config = config;
        this.peers = peers;
        this.meters = meters;
        this.clock = clock;
        this.links = new LogLinks(self);
        this.heir = new LogHeir(self, members.keySet(), config.limitsOfCopies(), peers, this::hold, clock);
        this.own = new HeldLog(self, self, new EventLog(config.limits()), Optional.empty(), peers, clock);
        this.answers = new MissedAnswers(peers, links);
        held.put(self, own);
    }

    /** Tells the cluster that there is a log, with the members as they are. */
    void start(Set<NodeId> others) {
        for (NodeId node : others) members.put(node, own.log().last());
        aim();
    }

    // ---- What is accepted ----

    /** As {@link Sequencer#accept}. */
    Future<Void> accept(Broadcast event, BiConsumer<NodeId, Broadcast> send) {
        // First the number, then the directory: see LogNumber.
        long next = number.next();
        own.log().append(new LogEntry(next, clock.getAsLong(), event));
        for (NodeId node : directory.nodesOf(event.audience())) {
            send.accept(node, event.stamped(links.next(node, next)));
        }
        // To whom nothing is routed for want of knowledge has a gap from here on, whether it is seen to leave or not.
        for (NodeId node : members.keySet()) {
            if (!directory.knows(node)) links.left(node);
        }
        links.keep(node -> node.equals(self) || directory.knows(node));
        return own.kept();
    }

    // ---- What others ask ----

    void hear(ToLog said) {
        switch (said) {
            case TailRequest request -> tail(request);
            case MissedRequest request -> missed(request);
            case Echo echo -> heir.hear(echo);
            case LogCopy part -> throw new IllegalStateException("a copy of " + part.origin() + " unasked");
        }
    }

    private void tail(TailRequest request) {
        HeldLog log = held.get(request.origin());
        if (log == null || !knows(request.asker())) {
            TailOutcome outcome =
                    log != null || heir.isUncertain(request.origin()) ? TailOutcome.NOT_YET : TailOutcome.UNKNOWN;
            peers.send(
                    request.asker(),
                    new LogTail(request.origin(), request.after(), request.after(), List.of(), true, outcome));
            return;
        }
        TailOutcome outcome =
                log.log().isTrimmed(heardBefore(request, log)) ? TailOutcome.TRIMMED : TailOutcome.COMPLETE;
        EventLog.Part part =
                log.log().after(request.after(), LogCopier.PART, audience -> isFor(audience, request.asker()));
        if (log == own && part.last()) links.caughtUp(request.asker(), part.upTo());
        peers.send(
                request.asker(),
                new LogTail(request.origin(), request.after(), part.upTo(), part.entries(), part.last(), outcome));
        meters.tailSent();
    }

    private long heardBefore(TailRequest request, HeldLog log) {
        boolean stranger = request.after() == LogMessage.STRANGER && log == own;
        return stranger ? members.getOrDefault(request.asker(), 0L) : request.after();
    }

    private boolean isFor(Audience audience, NodeId node) {
        return directory.nodesOf(audience).contains(node);
    }

    /** Before, it is not known what is for that node. */
    private boolean knows(NodeId asker) {
        return asker.equals(self) || directory.knows(asker);
    }

    private void missed(MissedRequest request) {
        HeldLog log = held.get(request.origin());
        if (log == null || !knows(request.asker())) {
            answers.refuse(request, log != null || heir.isUncertain(request.origin()));
        } else {
            answers.answer(request, log.log(), log == own);
        }
    }

    /** A part of another node's log, to be kept for it. */
    LogCopied hear(LogCopy part) {
        return heir.hear(part);
    }

    // ---- Who is there ----

    void joined(NodeId node) {
        members.put(node, own.log().last());
        heir.joined(node);
        HeldLog inherited = held.get(node);
        if (inherited != null) {
            // It was not dead, and answers for itself.
            held.remove(node);
            inherited.abandon(false);
        }
        own.compare(null);
        aim();
    }

    void left(NodeId node) {
        members.remove(node);
        links.left(node);
        aim();
        heir.left(node);
    }

    private void aim() {
        Optional<NodeId> backup = backup();
        held.values().forEach(log -> log.aim(backup, members.keySet()));
    }

    /** The next node in the ring of all. */
    private Optional<NodeId> backup() {
        if (members.isEmpty()) return Optional.empty();
        NodeId next = members.higherKey(self);
        return Optional.of(next != null ? next : members.firstKey());
    }

    private void hold(NodeId origin, EventLog copy, End end) {
        log.info("answering for the log of {}, which ends at {}", origin, copy.last());
        var inherited = new HeldLog(self, origin, copy, Optional.of(end), peers, clock);
        held.put(origin, inherited);
        inherited.aim(backup(), members.keySet());
    }

    // ---- Time ----

    /** To be called every 100 ms. */
    void tick() {
        long now = clock.getAsLong();
        held.values().forEach(each -> meters.waitedInVain(each.tick()));
        heir.tick();
        held.values().removeIf(each -> {
            boolean over = each.end()
                    .filter(end -> end.at().toEpochMilli() + config.life().toMillis() < now)
                    .isPresent();
            if (over) each.abandon(true);
            return over;
        });
        mark(now);
        meters.kept(held.values(), heir.copies());
    }

    /** Tells nodes how far the log is, so that one that has lost the last event finds out. */
    private void mark(long now) {
        long last = own.log().last();
        boolean beat = now - beatenAt >= BEAT;
        if (!beat && now - confirmedAt < CONFIRM) return;
        confirmedAt = now;
        if (beat) beatenAt = now;
        members.keySet().forEach(node -> mark(node, last, beat));
        // To itself nothing gets lost, but the positions of its sockets go with the log.
        mark(self, last, beat);
    }

    private void mark(NodeId node, long last, boolean beat) {
        // A mark may get lost as well, so the beat tells even who has been told.
        if (links.isUnconfirmed(node) || (beat && last > 0)) peers.send(node, new LogMark(links.mark(node, last)));
    }

    /** What the cluster knows of the logs: whoever finds that it was told something else tells it again. */
    void compare(Map<NodeId, LogRecord> known) {
        held.forEach((origin, each) -> each.compare(known.get(origin)));
    }

    /** Whether everything that this node holds has a copy that is complete, or nobody is there to keep one. */
    boolean isCopied() {
        return members.isEmpty() || held.values().stream().allMatch(HeldLog::isCopied);
    }
}
