package dev.parley.webhooks;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.store.webhooks.StoredDelivery;
import dev.parley.store.webhooks.StoredDelivery.Target;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import dev.parley.webhooks.Outcome.Gone;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts at what is due, and notes what they come to. Owned by the verticle's context. */
final class Courier {

    /** After this the store may answer again. */
    private static final Duration STORE_PAUSE = Duration.ofMillis(500);

    /** An endpoint that is gone is disabled by then. */
    private static final Duration GONE_PAUSE = Duration.ofSeconds(5);

    /** Of bodies in one request, if there are several. */
    private static final long MOST_BYTES = 1_000_000;

    private static final long PAUSED_MILLIS = 200;
    private static final long NO_TIMER = -1;
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Vertx vertx;
    private final Queues queues;
    private final Contents contents;
    private final Notes notes;
    private final Addressees addressees;
    private final Function<Post, Future<Judged>> sender;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final BooleanSupplier mayAct;
    private final WebhookMeters meters;
    private boolean pumping;
    private long timer = NO_TIMER;

    /**
     * Nothing is under way.
     *
     * @param mayAct whether what this node has is certainly its own at the moment
     */
    Courier(
            Vertx vertx,
            Queues queues,
            Contents contents,
            Notes notes,
            Addressees addressees,
            Function<Post, Future<Judged>> sender,
            RetrySchedule schedule,
            InstantSource clock,
            BooleanSupplier mayAct,
            WebhookMeters meters) {
        this.vertx = vertx;
        this.queues = queues;
        this.contents = contents;
        this.notes = notes;
        this.addressees = addressees;
        this.sender = sender;
        this.schedule = schedule;
        this.clock = clock;
        this.mayAct = mayAct;
        this.meters = meters;
    }

    /** Begins all that may be begun. To be called whenever something may have become due. */
    void pump() {
        // What ends at once comes back here.
        if (pumping) return;
        pumping = true;
        boolean open = mayAct.getAsBoolean() && notes.hasRoom();
        while (open) {
            Optional<Turn> turn = queues.next(clock.instant());
            turn.ifPresent(this::begin);
            open = turn.isPresent() && notes.hasRoom();
        }
        pumping = false;
        wakeUp();
    }

    private void wakeUp() {
        if (timer != NO_TIMER) vertx.cancelTimer(timer);
        Optional<Long> pause = mayAct.getAsBoolean() && notes.hasRoom()
                ? queues.due()
                        .map(at -> Math.max(
                                1, Duration.between(clock.instant(), at).toMillis()))
                : Optional.of(PAUSED_MILLIS);
        timer = pause.map(millis -> vertx.setTimer(millis, due -> pump())).orElse(NO_TIMER);
    }

    private void begin(Turn turn) {
        Optional<Endpoint> endpoint = turn.to().isCallback() ? Optional.empty() : addressees.find(turn.to());
        if (endpoint.isEmpty() && !turn.to().isCallback()) {
            queues.undone(turn, clock.instant().plus(addressees.missing(turn.to())));
        } else if (endpoint.flatMap(Endpoint::disabled).isPresent()) {
            giveUp(turn);
            addressees.bury(turn.to());
        } else {
            contents.load(turn.entries()).onComplete(done -> {
                if (done.succeeded()) send(turn.first(Math.max(1, fitting(done.result()))), done.result(), endpoint);
                else queues.undone(turn, clock.instant().plus(STORE_PAUSE));
                pump();
            });
        }
    }

    /** How many of them fit into one request. Where some are missing, that may leave out others for the next one. */
    private static int fitting(List<StoredDelivery> found) {
        long bytes = 0;
        int fitting = 0;
        for (StoredDelivery each : found) {
            bytes += each.record().body().length();
            if (fitting > 0 && bytes > MOST_BYTES) break;
            fitting++;
        }
        return fitting;
    }

    /** Some of them may be gone from the store: somebody deleted their endpoint. */
    private void send(Turn turn, List<StoredDelivery> read, Optional<Endpoint> endpoint) {
        Map<String, StoredDelivery> byId =
                read.stream().collect(Collectors.toMap(StoredDelivery::id, Function.identity()));
        var found = new ArrayList<StoredDelivery>();
        for (Entry entry : turn.entries()) {
            StoredDelivery each = byId.get(entry.id());
            if (each == null) turn.partition().forget(List.of(entry.id()));
            else found.add(each);
        }
        if (found.isEmpty()) {
            queues.ended(turn);
            return;
        }
        sender.apply(post(turn.to(), found, endpoint)).onComplete(done -> {
            if (done.succeeded()) conclude(turn, found, done.result(), endpoint);
            else fail(turn, done.cause());
            pump();
        });
    }

    private Post post(Recipient to, List<StoredDelivery> found, Optional<Endpoint> endpoint) {
        StoredDelivery first = found.getFirst();
        String id = found.size() == 1
                ? first.id()
                : MessageIds.of(found.stream().map(StoredDelivery::id).toList());
        Optional<Target> target = first.target();
        return new Post(
                target.map(Target::url).or(() -> endpoint.map(Endpoint::url)).orElseThrow(),
                target.map(Target::trusted)
                        .orElseGet(() -> endpoint.map(Endpoint::isConfigured).orElse(false)),
                target.map(Target::form).orElse(Callback.Form.STANDARD),
                id,
                to.app(),
                clock.instant(),
                found,
                endpoint);
    }

    /** The sender never fails, so this is a fault of ours; a lane that stood still for it would be worse. */
    private void fail(Turn turn, Throwable bug) {
        log.error("an attempt failed", bug);
        queues.undone(turn, clock.instant().plus(STORE_PAUSE));
    }

    private void conclude(Turn turn, List<StoredDelivery> sent, Judged judged, Optional<Endpoint> endpoint) {
        Instant now = clock.instant();
        Attempt attempt = judged.attempt();
        meters.attempt(attempt.took());
        switch (judged.outcome()) {
            case Delivered delivered -> {
                endpoint.ifPresent(each -> addressees.delivered(each, now));
                queues.delivered(turn);
                turn.entries()
                        .forEach(entry -> settled(
                                turn, entry, DeliveryState.DELIVERED, entry.failures(), now, Optional.of(attempt)));
                meters.delivered().increment(sent.size());
            }
            case Gone gone -> {
                dead(turn, sent, now, attempt);
                if (endpoint.isPresent()) {
                    queues.failed(turn, now, GONE_PAUSE, Optional.empty());
                    addressees.gone(endpoint.get());
                } else {
                    queues.ended(turn);
                }
            }
            case Failed failed -> {
                endpoint.ifPresent(each -> addressees.failed(each, now));
                retry(turn, sent, failed, now, attempt);
            }
        }
    }

    private void retry(Turn turn, List<StoredDelivery> sent, Failed failed, Instant now, Attempt attempt) {
        Optional<Duration> pause = schedule.pauseAfter(turn.entries().getFirst().failures());
        if (pause.isEmpty()) {
            dead(turn, sent, now, attempt);
            queues.failed(turn, now, failed.pause(), Optional.empty());
            return;
        }
        // The receiver can ask for a longer pause, never for a shorter one: zero would use up all attempts at once.
        Duration longer = pause.get().compareTo(failed.pause()) < 0 ? failed.pause() : pause.get();
        queues.failed(turn, now, failed.pause(), Optional.of(now.plus(longer)));
        meters.retried().increment(sent.size());
        for (Entry entry : turn.entries()) {
            contents.release(turn.to(), entry);
            notes.failed(turn.partition(), entry, attempt);
        }
    }

    private void dead(Turn turn, List<StoredDelivery> sent, Instant now, Attempt attempt) {
        for (StoredDelivery each : sent) {
            log.warn("webhook {} ({}) given up: {}", each.id(), each.record().type(), attempt.result());
        }
        turn.entries()
                .forEach(entry ->
                        settled(turn, entry, DeliveryState.DEAD, entry.failures() + 1, now, Optional.of(attempt)));
        meters.dead().increment(sent.size());
    }

    /** Its endpoint gets nothing any more. */
    private void giveUp(Turn turn) {
        Instant now = clock.instant();
        for (Entry entry : turn.entries()) {
            settled(turn, entry, DeliveryState.DEAD, entry.failures(), now, Optional.empty());
        }
        meters.dead().increment(turn.entries().size());
        queues.ended(turn);
    }

    private void settled(
            Turn turn, Entry entry, DeliveryState as, int failures, Instant now, Optional<Attempt> attempt) {
        contents.release(turn.to(), entry);
        notes.settled(turn.partition(), turn.to(), entry, as, failures, now, attempt);
    }

    /** Takes what waits for a recipient out of the outbox. */
    void discard(Recipient to, boolean forget) {
        Instant now = clock.instant();
        for (Queues.Taken taken : queues.discard(to)) {
            Entry entry = taken.entry();
            contents.release(to, entry);
            if (forget) {
                taken.partition().forget(List.of(entry.id()));
                notes.remove(entry.id());
            } else {
                notes.settled(
                        taken.partition(), to, entry, DeliveryState.DEAD, entry.failures(), now, Optional.empty());
                meters.dead().increment();
            }
        }
    }

    void close() {
        if (timer != NO_TIMER) vertx.cancelTimer(timer);
    }
}
