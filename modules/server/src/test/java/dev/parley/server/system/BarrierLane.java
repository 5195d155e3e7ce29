package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Joins at one node and emits at another the moment that the join is acknowledged, again and again. Owned by its thread;
 * reads what the {@link BarrierWatch} says of the nodes.
 */
final class BarrierLane implements Runnable {

    /** The moment between a join and an emit. */
    enum Kind {
        EMIT,
        PUBLISH,
        POLLING,
        POLLING_AT_ANOTHER_NODE,
        /** Another member of the same node leaves meanwhile: perhaps the last one there is. */
        LAST_LEAVES_HERE,
        /** A member of another node leaves meanwhile. */
        LAST_LEAVES_THERE,
        /** The member itself has just left. */
        OUT_AND_IN
    }

    /** What a lane has at a node. */
    private record Desk(RoomClient member, RoomClient other, EmittingBackend backend) {

        void close() {
            member.close();
            other.close();
            backend.close();
        }
    }

    private final int number;
    private final ParleyCluster cluster;
    private final BarrierWatch watch;
    private final Random random;
    private final Map<Integer, Desk> desks = new HashMap<>();
    private final Map<List<Integer>, RoomClient> polling = new HashMap<>();
    private long emitted;
    private int phase;

    BarrierLane(int number, ParleyCluster cluster, BarrierWatch watch) {
        this.number = number;
        this.cluster = cluster;
        this.watch = watch;
        this.random = new Random(number);
    }

    @Override
    public void run() {
        while (watch.goesOn()) {
            List<Integer> nodes = watch.nodes(random);
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            // Some rooms are new, and some were left just before.
            String room = "public:" + number + "-" + (random.nextBoolean() ? emitted : random.nextInt(3));
            BarrierWatch.Round round = watch.begins(nodes);
            // What it had at a node that has died meanwhile is worth nothing.
            if (round.phase() != phase) closeAll();
            phase = round.phase();
            try {
                play(kind, nodes, room, ++emitted);
                watch.heardOne();
            } catch (RuntimeException | AssertionError missed) {
                watch.missed(round, kind + " " + room + " at " + nodes + ": " + missed);
                closeAll();
            }
        }
        closeAll();
    }

    private void play(Kind kind, List<Integer> nodes, String room, long n) {
        Desk joins = desk(nodes.get(0));
        Desk emits = desk(nodes.get(1));
        RoomClient member = joins.member;
        switch (kind) {
            case EMIT -> {
                member.join(room);
                emits.backend.emit(n, room);
            }
            case PUBLISH -> {
                emits.other.join(room);
                member.join(room);
                emits.other.granted(emits.other.askToPublish(room, n));
            }
            case POLLING, POLLING_AT_ANOTHER_NODE -> {
                member = kind == Kind.POLLING
                        ? polling(nodes.subList(0, 1))
                        : polling(List.of(nodes.get(0), nodes.get(2)));
                member.join(room);
                emits.backend.emit(n, room);
            }
            case LAST_LEAVES_HERE, LAST_LEAVES_THERE -> {
                RoomClient leaver = kind == Kind.LAST_LEAVES_HERE ? joins.other : emits.other;
                leaver.join(room);
                long left = leaver.askToLeave(room);
                member.join(room);
                emits.backend.emit(n, room);
                leaver.granted(left);
            }
            case OUT_AND_IN -> {
                member.join(room);
                long left = member.askToLeave(room);
                long back = member.askToJoin(room);
                member.granted(left);
                member.granted(back);
                emits.backend.emit(n, room);
            }
        }
        // Earlier numbers were for somebody who was about to leave.
        for (long heard = member.number(); heard != n; heard = member.number()) {
            if (heard > n) throw new AssertionError("heard " + heard + " instead of " + n);
        }
        member.leave(room);
        if (kind == Kind.PUBLISH) emits.other.leave(room);
    }

    private Desk desk(int node) {
        return desks.computeIfAbsent(
                node,
                first -> new Desk(
                        RoomClient.overWebSocket(cluster.node(node)),
                        RoomClient.overWebSocket(cluster.node(node)),
                        EmittingBackend.at(cluster.node(node), cluster.apiKey())));
    }

    private RoomClient polling(List<Integer> nodes) {
        return polling.computeIfAbsent(
                nodes,
                first ->
                        RoomClient.overPolling(nodes.stream().map(cluster::node).toList()));
    }

    private void closeAll() {
        desks.values().forEach(Desk::close);
        desks.clear();
        polling.values().forEach(RoomClient::close);
        polling.clear();
    }
}
