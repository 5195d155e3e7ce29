package dev.parley.webhooks;

import dev.parley.webhooks.Lane.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits on this node, and which of it is attempted next. Owned by the verticle's context; it asks nobody and never waits.
 *
 * <p>In a lane deliveries are handed out one after another, none before the one ahead of it is settled. Recipients take turns,
 * each with a bounded number of lanes at a time, so none of them, however slow or full, holds up another.
 */
final class Queues {

    /** A lane's next attempt is due, or, without a lane, a circuit may be tried. */
    private record Alarm(
            Instant at, EndpointQueue queue, @Nullable Lane lane) {}

    private final WebhooksConfig config;
    private final ToIntFunction<Recipient> groupSize;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Map<Recipient, EndpointQueue> queues = new HashMap<>();
    private final Queue<EndpointQueue> row = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
    private int inFlight;
    private int pending;

    /**
     * Nothing waits.
     *
     * @param groupSize how many deliveries of a lane may go to a recipient together
     */
    Queues(WebhooksConfig config, ToIntFunction<Recipient> groupSize) {
        this.config = config;
        this.groupSize = groupSize;
    }

    /** Adds one behind its lane. */
    void add(LaneKey key, Partition partition, Entry entry) {
        EndpointQueue queue = queues.computeIfAbsent(
                key.to(), to -> new EndpointQueue(to, new Circuit(config.circuitFailures(), config.circuitPause())));
        Lane lane = lanes.get(key);
        boolean first = lane == null;
        if (lane == null) {
            lane = new Lane(key, partition, queue);
            lanes.put(key, lane);
            queue.lanes++;
        }
        lane.entries().add(entry);
        queue.pending++;
        pending++;
        if (!first) return;
        if (entry.next().isPresent()) rest(lane, entry.next().get());
        else ready(lane);
    }

    /** What may be attempted now. It counts as being attempted until it is given back. */
    Optional<Turn> next(Instant now) {
        ring(now);
        while (inFlight < config.maxInFlight() && !row.isEmpty()) {
            EndpointQueue queue = row.remove();
            queue.inRow = false;
            Lane lane = queue.circuit().admits(now) ? first(queue) : null;
            if (lane != null) return Optional.of(begin(lane, queue));
            if (!queue.ready().isEmpty()) queue.circuit().admitsAt().ifPresent(at -> wake(queue, at));
        }
        return Optional.empty();
    }

    private void wake(EndpointQueue queue, Instant at) {
        if (at.equals(queue.alarm)) return;
        queue.alarm = at;
        alarms.add(new Alarm(at, queue, null));
    }

    private void ring(Instant now) {
        for (Alarm alarm = alarms.peek(); alarm != null && !alarm.at().isAfter(now); alarm = alarms.peek()) {
            alarms.remove();
            Lane lane = alarm.lane();
            if (lane == null) line(alarm.queue());
            else if (lane.state == State.RESTING && alarm.at().equals(lane.until)) ready(lane);
        }
    }

    private static @Nullable Lane first(EndpointQueue queue) {
        Lane lane = queue.ready().poll();
        while (lane != null && lane.state == State.REMOVED) lane = queue.ready().poll();
        return lane;
    }

    private Turn begin(Lane lane, EndpointQueue queue) {
        lane.state = State.BUSY;
        queue.inFlight++;
        inFlight++;
        lane.partition().began();
        boolean probe = queue.circuit().begin();
        line(queue);
        List<Entry> group = lane.group(groupSize.applyAsInt(lane.key().to()));
        lane.attempted = group.size();
        return new Turn(lane, group, probe);
    }

    private void ready(Lane lane) {
        lane.state = State.READY;
        lane.until = null;
        lane.queue().ready().add(lane);
        line(lane.queue());
    }

    private void rest(Lane lane, Instant until) {
        lane.state = State.RESTING;
        lane.until = until;
        alarms.add(new Alarm(until, lane.queue(), lane));
    }

    /** Puts a recipient into the row if it may be next. */
    private void line(EndpointQueue queue) {
        if (queue.inRow || queue.ready().isEmpty() || queue.inFlight >= config.maxInFlightPerEndpoint()) return;
        queue.inRow = true;
        row.add(queue);
    }

    // ---- How a turn ends ----

    void delivered(Turn turn) {
        turn.lane().queue().circuit().succeeded();
        settle(turn);
    }

    /**
     * The attempt failed.
     *
     * @param asked how long the receiver asks to be left alone
     * @param next when to try again; nothing if it is given up
     */
    void failed(Turn turn, Instant now, Duration asked, Optional<Instant> next) {
        turn.lane().queue().circuit().failed(turn.probe(), now, asked);
        next.ifPresentOrElse(
                at -> {
                    turn.entries().forEach(entry -> entry.failed(at));
                    postpone(turn, at);
                },
                () -> settle(turn));
    }

    /** It is over, and that says nothing about whether the receiver works. */
    void ended(Turn turn) {
        turn.lane().queue().circuit().aborted(turn.probe());
        settle(turn);
    }

    /** The attempt could not be made; that does not count as one. */
    void undone(Turn turn, Instant next) {
        turn.lane().queue().circuit().aborted(turn.probe());
        postpone(turn, next);
    }

    private void settle(Turn turn) {
        Lane lane = turn.lane();
        if (lane.state != State.REMOVED) {
            for (Entry entry : turn.entries()) take(lane, entry);
            if (lane.entries().isEmpty()) forget(lane);
            else next(lane);
        }
        end(turn);
    }

    /** The next one may be in the middle of its own attempts: a group that failed can have been larger on another node. */
    private void next(Lane lane) {
        Optional<Instant> next = lane.entries().getFirst().next();
        if (next.isPresent()) rest(lane, next.get());
        else ready(lane);
    }

    private void take(Lane lane, Entry entry) {
        if (lane.entries().removeFirst() != entry) throw new IllegalStateException("not the first of its lane");
        lessPending(lane, 1);
    }

    private void postpone(Turn turn, Instant until) {
        if (turn.lane().state != State.REMOVED) rest(turn.lane(), until);
        end(turn);
    }

    private void end(Turn turn) {
        EndpointQueue queue = turn.lane().queue();
        queue.inFlight--;
        inFlight--;
        turn.partition().ended();
        line(queue);
        forgetUnused(queue);
    }

    private void forget(Lane lane) {
        lane.state = State.REMOVED;
        lanes.remove(lane.key(), lane);
        lane.queue().lanes--;
        forgetUnused(lane.queue());
    }

    private void forgetUnused(EndpointQueue queue) {
        if (queue.lanes == 0 && queue.inFlight == 0) queues.remove(queue.to(), queue);
    }

    // ---- What is not delivered any more ----

    /** A partition goes elsewhere. Attempts that are under way go on. */
    void remove(Partition partition) {
        for (Lane lane : lanesWhere(each -> each.partition() == partition)) {
            lessPending(lane, lane.entries().size());
            forget(lane);
        }
    }

    /** Something of a lane that was taken out. */
    record Taken(Partition partition, Entry entry) {}

    /** Takes out all of a recipient but what is being attempted. */
    List<Taken> discard(Recipient to) {
        var taken = new ArrayList<Taken>();
        for (Lane lane : lanesWhere(each -> each.key().to().equals(to))) {
            int stay = lane.state == State.BUSY ? lane.attempted : 0;
            lane.entries().stream().skip(stay).forEach(entry -> taken.add(new Taken(lane.partition(), entry)));
            lessPending(lane, lane.entries().size() - stay);
            while (lane.entries().size() > stay) lane.entries().removeLast();
            if (stay == 0) forget(lane);
        }
        return taken;
    }

    private List<Lane> lanesWhere(Predicate<Lane> so) {
        return lanes.values().stream().filter(so).toList();
    }

    private void lessPending(Lane lane, int fewer) {
        lane.queue().pending -= fewer;
        pending -= fewer;
    }

    // ---- How it is ----

    /** When {@link #next} is worth asking although nothing was added or ended. */
    Optional<Instant> due() {
        return inFlight < config.maxInFlight()
                ? Optional.ofNullable(alarms.peek()).map(Alarm::at)
                : Optional.empty();
    }

    /** Deliveries of a recipient that are pending here. */
    int pending(Recipient to) {
        EndpointQueue queue = queues.get(to);
        return queue == null ? 0 : queue.pending;
    }

    int pending() {
        return pending;
    }

    int inFlight() {
        return inFlight;
    }

    int lanes() {
        return lanes.size();
    }

    int openCircuits() {
        return (int) queues.values().stream()
                .filter(queue -> !queue.circuit().isClosed())
                .count();
    }

    /** When the one that has waited longest was accepted. */
    Optional<Instant> oldest() {
        return lanes.values().stream()
                .map(lane -> lane.entries().getFirst().accepted())
                .min(Comparator.naturalOrder());
    }
}
