package dev.parley.webhooks;

import dev.parley.bus.Message.Activity;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import dev.parley.webhooks.Outcome.Gone;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deliveries from the outbox to the receiver, a bounded number at a time. Confined to the context of its
 * WebhookVerticle, a virtual thread: fields may have changed wherever it waits for the sender or the outbox.
 *
 * <p>A delivery that is to be tried again does not count as being carried while it rests, so lanes that fail hold up
 * nobody else.
 */
final class Courier {

    /**
     * Attempts at once. Enough for 160 deliveries a second at a receiver that takes 100 ms, and few enough for one that
     * is just coming back.
     */
    static final int IN_FLIGHT = 16;

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Outbox outbox;
    private final Sender sender;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final Tally tally;

    private int inFlight;
    private long timer = NO_TIMER;
    private boolean gone;
    private boolean closed;
    private @Nullable Promise<Void> drained;

    Courier(Vertx vertx, Outbox outbox, Sender sender, RetrySchedule schedule, InstantSource clock, Tally tally) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.sender = sender;
        this.schedule = schedule;
        this.clock = clock;
        this.tally = tally;
    }

    void accept(Activity activity) {
        if (gone || outbox.accept(activity).isEmpty()) {
            tally.refused.increment();
            return;
        }
        tally.accepted.increment();
        pump();
    }

    /**
     * Goes on for a while with what can be sent at once, then cuts off the rest.
     *
     * @return done when no connection is left
     */
    Future<Void> close(Duration grace) {
        Promise<Void> idle = Promise.promise();
        drained = idle;
        Timer timeUp = vertx.timer(grace.toMillis(), TimeUnit.MILLISECONDS);
        pump();
        return Future.any(idle.future(), timeUp).transform(over -> {
            timeUp.cancel();
            vertx.cancelTimer(timer);
            closed = true;
            long waiting = tally.counts().waiting();
            if (waiting > 0) log.warn("{} webhook deliveries are left behind", waiting);
            return sender.close();
        });
    }

    private void pump() {
        while (inFlight < IN_FLIGHT && !closed) {
            inFlight++; // before the outbox may wait, so that two rounds never share the last place
            Optional<Delivery> next = outbox.next(clock.instant());
            if (next.isEmpty()) {
                inFlight--;
                break;
            }
            vertx.runOnContext(ready -> carry(next.get()));
        }
        if (drained != null && inFlight == 0) drained.tryComplete();
        wakeUp();
    }

    /** Comes back for what rests. With no place left, whoever is done first will. */
    private void wakeUp() {
        Optional<Instant> due = inFlight < IN_FLIGHT && !closed ? outbox.due() : Optional.empty();
        vertx.cancelTimer(timer);
        due.ifPresent(at -> {
            long pause = Duration.between(clock.instant(), at).toMillis();
            timer = vertx.setTimer(Math.max(1, pause), id -> pump());
        });
    }

    private void carry(Delivery delivery) {
        try {
            conclude(delivery, gone ? new Gone() : sender.post(delivery).await());
        } finally {
            inFlight--;
            pump();
        }
    }

    private void conclude(Delivery delivery, Outcome outcome) {
        switch (outcome) {
            case Delivered delivered -> {
                tally.delivered.increment();
                outbox.settle(delivery);
            }
            case Gone gone -> {
                disable();
                tally.givenUp.increment();
                outbox.settle(delivery);
            }
            case Failed failed -> retry(delivery, failed);
        }
    }

    private void retry(Delivery delivery, Failed failed) {
        Optional<Duration> scheduled = schedule.pauseAfter(delivery.failures());
        if (scheduled.isEmpty()) {
            log.warn(
                    "webhook {} ({}) given up: {}",
                    delivery.id(),
                    delivery.type().wire(),
                    failed.reason());
            tally.givenUp.increment();
            outbox.settle(delivery);
            return;
        }
        // The receiver can ask for a longer pause, never for a shorter one: zero would use up all attempts at once.
        Duration pause = scheduled.get().compareTo(failed.pause()) < 0 ? failed.pause() : scheduled.get();
        log.debug("webhook {} to be tried again in {}: {}", delivery.id(), pause, failed.reason());
        tally.retried.increment();
        outbox.postpone(delivery.failedOnceMore(), clock.instant().plus(pause));
    }

    /** What still waits comes out of the outbox in its turn and is given up without being sent. */
    private void disable() {
        if (!gone) log.warn("webhook endpoint answered 410 Gone: nothing is delivered to it any more");
        gone = true;
    }
}
