package dev.parley.sockets;

import dev.parley.bus.Excerpt;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.SocketReply;
import dev.parley.bus.SocketReply.Effect;
import dev.parley.bus.SocketReply.Names;
import dev.parley.bus.SocketReply.Sockets;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.SocketRequest.Order;
import dev.parley.bus.SocketRequest.Report;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Has requests carried out on every event loop of this node, and sums up what they answer. Stateless. */
record NodeRequests(NodeId self, List<SocketLoop> loops) {

    /** Bytes of one answer: more would hold up what else goes between the nodes. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** What somebody else counts beside an entry's name. */
    private static final int COUNT_BYTES = 4;

    Future<SocketReply> report(Report report, EncodedPacket packet) {
        return effect(
                report.asker().number(),
                loop -> loop.report(report.audience(), packet, report.event().droppable()));
    }

    Future<SocketReply> carryOut(Order order, long number) {
        return effect(number, loop -> loop.obey(order.audience(), order.command()));
    }

    private Future<SocketReply> effect(long number, Function<SocketLoop, Future<Reached>> each) {
        return everywhere(each).map(parts -> {
            Reached all = Reached.sum(parts);
            return new Effect(self, number, all.members(), all.reached());
        });
    }

    Future<SocketReply> look(Lookup lookup) {
        long number = lookup.asker().number();
        if (lookup.of() == Target.Kind.SOCKET) {
            return everywhere(loop -> loop.sockets(lookup, self))
                    .map(parts -> new Sockets(self, number, sockets(parts, lookup.limit())));
        }
        return everywhere(loop -> loop.names(lookup))
                .map(parts -> new Names(self, number, names(parts, lookup.limit())));
    }

    private static Excerpt<SocketInfo> sockets(List<Excerpt<SocketInfo>> parts, int limit) {
        return Excerpt.merge(parts, limit, (one, same) -> one).within(MAX_BYTES, SocketInfo::size);
    }

    private static Excerpt<Integer> names(List<Excerpt<Integer>> parts, int limit) {
        return Excerpt.merge(parts, limit, Integer::sum).within(MAX_BYTES, count -> COUNT_BYTES);
    }

    private <T> Future<List<T>> everywhere(Function<SocketLoop, Future<T>> each) {
        List<Future<T>> asked = loops.stream().map(each).toList();
        return Future.all(asked).map(all -> asked.stream().map(Future::result).toList());
    }
}
