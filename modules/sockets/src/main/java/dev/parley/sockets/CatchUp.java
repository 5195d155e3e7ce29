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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the nodes' logs what one client has missed, until all have told or its time is over. Confined to the client's event
 * loop.
 */
final class CatchUp {

    /** Until a log that could not tell is asked again. */
    private static final long AGAIN_MILLIS = 100;

    private final RecoveryServices node;
    private final SocketLoop loop;
    private final NamespaceSocket socket;
    private final Replay replay;
    private final Set<NodeId> open = new HashSet<>();
    private final Promise<Void> done = Promise.promise();
    private long number;

    CatchUp(RecoveryServices node, SocketLoop loop, NamespaceSocket socket, Replay replay) {
        this.node = node;
        this.loop = loop;
        this.socket = socket;
        this.replay = replay;
    }

    /** Fails with {@link Discontinuity.Lost} where it is not all there. */
    Future<Void> ask(List<LogPlace> logs) {
        if (logs.isEmpty()) return Activities.DONE;
        number = node.open(loop, this::take);
        for (LogPlace log : logs) open.add(log.origin());
        logs.forEach(this::ask);
        long timer = loop.vertx().setTimer(node.config().within().toMillis(), late -> fail(Discontinuity.TIMEOUT));
        return done.future().onComplete(over -> {
            loop.vertx().cancelTimer(timer);
            node.close(number);
        });
    }

    private void ask(LogPlace log) {
        if (log.holder().isEmpty()) {
            askAgain(log.origin());
            return;
        }
        var owed = new ArrayList<Owed>();
        Position heard = replay.before();
        for (Map.Entry<Target, Position> each : socket.owed().entrySet()) {
            long after = Math.max(heard.of(log.origin()), each.getValue().of(log.origin()));
            owed.add(new Owed(each.getKey(), after));
        }
        var request = new MissedRequest(
                node.self(), number, log.origin(), socket.appNamespace(), owed, socket.mostWaitingBytes());
        node.logs().ask(log.holder().get(), request);
    }

    private void askAgain(NodeId origin) {
        loop.vertx().setTimer(AGAIN_MILLIS, later -> {
            if (done.future().isComplete()) return;
            node.logs().known().stream()
                    .filter(log -> log.origin().equals(origin))
                    .findFirst()
                    .ifPresentOrElse(this::ask, () -> askAgain(origin));
        });
    }

    private void take(Missed part) {
        if (done.future().isComplete() || !open.contains(part.origin())) return;
        switch (part.outcome()) {
            case OVERFLOWED -> fail(Discontinuity.OVERFLOWED);
            case TOO_MUCH -> fail(Discontinuity.TOO_MUCH);
            case NOT_YET, UNKNOWN -> askAgain(part.origin());
            case COMPLETE -> told(part);
        }
    }

    private void told(Missed part) {
        replay.take(part, this::packet);
        if (!socket.affords(replay)) {
            fail(Discontinuity.TOO_MUCH);
        } else if (part.last()
                && loop.position().heard().of(part.origin()) < part.stamp().number()) {
            // The offsets of what comes live would say that the client has heard less than it has.
            replay.forget(part.origin());
            askAgain(part.origin());
        } else if (part.last()) {
            open.remove(part.origin());
            if (open.isEmpty()) done.complete();
        }
    }

    private EncodedPacket packet(LogEntry entry) {
        String namespace = socket.namespace();
        return EncodedPacket.of(
                new SocketPacket.Event(
                        namespace, null, entry.event().args(), entry.event().attachments()),
                loop.namespaces().worthOfEvents(namespace, false),
                Position.EMPTY,
                null);
    }

    private void fail(Discontinuity why) {
        done.tryFail(new Discontinuity.Lost(why));
    }
}
