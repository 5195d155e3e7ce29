package dev.parley.webhooks;

import dev.parley.bus.Message.Activity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox in memory. Confined to the context of one WebhookVerticle; none of its methods waits.
 *
 * <p>It does not promise that what it accepted is ever delivered: whatever it holds is lost when the process ends, in
 * good order or not, and no other node can take it over.
 */
final class MemoryOutbox implements Outbox {

    /** Large bodies fill the outbox before their number does. */
    private static final int AVERAGE_BYTES = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(MemoryOutbox.class);

    private record Resting(Delivery delivery, Instant until) {}

    private final int capacity;
    private int held;
    private long heldBytes;
    private boolean overflowing;

    /** All that is held. The first of a lane is ready, resting or handed out; a lane with nothing in it is not here. */
    private final Map<String, Queue<Delivery>> lanes = new HashMap<>();

    private final Queue<Delivery> ready = new ArrayDeque<>();
    private final Queue<Resting> resting = new PriorityQueue<>(Comparator.comparing(Resting::until));

    /**
     * An empty outbox.
     *
     * @param capacity deliveries held at once, each of them counted with 8 KiB on the average
     */
    MemoryOutbox(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public Optional<Delivery> accept(Activity activity) {
        Delivery delivery = Delivery.of(activity);
        int bytes = delivery.body().length();
        if (held >= capacity || heldBytes + bytes > (long) capacity * AVERAGE_BYTES) {
            if (!overflowing) log.warn("webhook_queue_full: activities are refused with {} deliveries waiting", held);
            overflowing = true;
            return Optional.empty();
        }
        held++;
        heldBytes += bytes;
        Queue<Delivery> lane = lanes.computeIfAbsent(delivery.lane(), name -> new ArrayDeque<>(1));
        lane.add(delivery);
        if (lane.size() == 1) ready.add(delivery);
        return Optional.of(delivery);
    }

    @Override
    public Optional<Delivery> next(Instant now) {
        for (Resting first = resting.peek(); first != null && !first.until().isAfter(now); first = resting.peek()) {
            ready.add(resting.remove().delivery());
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void settle(Delivery delivery) {
        held--;
        heldBytes -= delivery.body().length();
        // Not at the first free place, or a queue that stays about full would be reported again and again.
        if (held <= capacity / 2) overflowing = false;
        lanes.computeIfPresent(delivery.lane(), (name, lane) -> {
            lane.remove();
            Delivery next = lane.peek();
            if (next != null) ready.add(next);
            return next == null ? null : lane;
        });
    }

    @Override
    public void postpone(Delivery delivery, Instant until) {
        resting.add(new Resting(delivery, until));
    }

    @Override
    public Optional<Instant> due() {
        return Optional.ofNullable(resting.peek()).map(Resting::until);
    }

    /** Lanes in which something waits. */
    int lanes() {
        return lanes.size();
    }
}
