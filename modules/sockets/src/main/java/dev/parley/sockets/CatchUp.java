package dev.parley.sockets;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.cluster.EventLogs.LogPlace;
import dev.parley.protocol.socket.SocketPacket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the nodes' logs what one client has missed, until all have told or its time is over. Confined to the client's event
 * loop.
 *
 * <p>Whoever is asked may be frozen or die, and what is said may get lost. Therefore whoever answers for a log by then is
 * asked again, and of what was told before nothing counts.
 */
final class CatchUp {

    /** How often it is looked who is to be asked again. */
    private static final long LOOK_MILLIS = 100;

    /** After so many looks without a word a log is asked again, and after twice as many the next time. */
    private static final int PATIENCE = 5;

    private static final int MOST_PATIENCE = 20;

    private final RecoveryServices node;
    private final SocketLoop loop;
    private final Resumption resumption;
    private final Replay replay;
    private final Map<NodeId, Asking> open = new HashMap<>(4);

    /**
     * What this event loop had heard before: only a log tells the client of it. A log that ends earlier is the copy of a node
     * that died before all was copied, or that is not dead: one of the two took the other for that. Nobody can tell, and the
     * rest may have been accepted; so such a log counts for nothing.
     */
    private final Position passed;

    private final Promise<Void> done = Promise.promise();

    CatchUp(RecoveryServices node, SocketLoop loop, Resumption resumption, Replay replay) {
        this.node = node;
        this.loop = loop;
        this.resumption = resumption;
        this.replay = replay;
        this.passed = loop.position().heard();
    }

    /** Fails with {@link Discontinuity.Lost} where it is not all there. */
    Future<Void> ask() {
        long late = loop.vertx().setTimer(node.config().within().toMillis(), over -> fail(Discontinuity.TIMEOUT));
        long looks = loop.vertx().setPeriodic(LOOK_MILLIS, look -> look());
        findLogs();
        return done.future().onComplete(over -> {
            loop.vertx().cancelTimer(late);
            loop.vertx().cancelTimer(looks);
            open.values().forEach(Asking::stop);
        });
    }

    /** The cluster may be unable to tell while a node is dying. */
    private void findLogs() {
        node.logs()
                .all()
                .onSuccess(this::begin)
                .onFailure(fault -> loop.vertx().setTimer(LOOK_MILLIS, again -> {
                    if (!done.future().isComplete()) findLogs();
                }));
    }

    private void begin(List<LogPlace> logs) {
        if (done.future().isComplete()) return;
        for (LogPlace log : logs) open.put(log.origin(), new Asking(log.origin()));
        if (open.isEmpty()) done.complete();
        look(logs);
    }

    private void look() {
        if (resumption.isGone()) fail(Discontinuity.TIMEOUT);
        else if (!open.isEmpty()) look(node.logs().known());
    }

    private void look(List<LogPlace> logs) {
        for (LogPlace log : logs) {
            Asking asking = open.get(log.origin());
            if (asking != null) log.holder().ifPresent(asking::look);
        }
    }

    private void fail(Discontinuity why) {
        done.tryFail(new Discontinuity.Lost(why));
    }

    private EncodedPacket packet(LogEntry entry) {
        String namespace = resumption.namespace().name();
        return EncodedPacket.of(
                new SocketPacket.Event(
                        namespace, null, entry.event().args(), entry.event().attachments()),
                loop.namespaces().worthOfEvents(namespace, false),
                Position.EMPTY,
                null);
    }

    /** What one log is asked, and has told so far. */
    private final class Asking {

        private final NodeId origin;
        private @Nullable NodeId asked;
        private long number = -1;
        private int parts;
        private int patience;
        private int looks;

        /** Where the client's gap begins. */
        private long after;

        Asking(NodeId origin) {
            this.origin = origin;
        }

        void look(NodeId holder) {
            if (!holder.equals(asked)) ask(holder, PATIENCE);
            else if (--looks <= 0) ask(holder, Math.min(2 * patience, MOST_PATIENCE));
        }

        private void ask(NodeId holder, int looksWithoutAWord) {
            stop();
            replay.forget(origin);
            asked = holder;
            parts = 0;
            patience = looksWithoutAWord;
            looks = looksWithoutAWord;
            number = node.open(loop, this::take);
            var owed = new ArrayList<Owed>();
            Position heard = replay.before();
            after = Long.MAX_VALUE;
            for (Map.Entry<Target, Position> each : resumption.owed().entrySet()) {
                long from = Math.max(heard.of(origin), each.getValue().of(origin));
                owed.add(new Owed(each.getKey(), from));
                after = Math.min(after, from);
            }
            var request = new MissedRequest(
                    node.self(), number, origin, resumption.namespace(), owed, resumption.mostWaitingBytes());
            node.logs().ask(holder, request);
        }

        /** Answers that are still under way count for nothing. */
        void stop() {
            node.close(number);
            number = -1;
        }

        private void again() {
            stop();
            looks = 1;
        }

        private void take(Missed part) {
            if (part.number() != number || done.future().isComplete()) return;
            switch (part.outcome()) {
                case OVERFLOWED -> fail(Discontinuity.OVERFLOWED);
                case TOO_MUCH -> fail(Discontinuity.TOO_MUCH);
                case NOT_YET, UNKNOWN -> again();
                case COMPLETE -> told(part);
            }
        }

        private void told(Missed part) {
            if (part.part() != parts++) {
                again();
                return;
            }
            looks = patience;
            replay.take(part, CatchUp.this::packet);
            if (!resumption.affords(replay)) {
                fail(Discontinuity.TOO_MUCH);
            } else if (part.last()
                    && loop.position().heard().of(origin) < part.stamp().number()) {
                // The offsets of what comes live would say that the client has heard less than it has.
                again();
            } else if (part.last() && isShort(part)) {
                again();
            } else if (part.last()) {
                stop();
                open.remove(origin);
                if (open.isEmpty()) done.complete();
            }
        }

        private boolean isShort(Missed part) {
            return passed.of(origin) > Math.max(part.stamp().number(), after);
        }
    }
}
