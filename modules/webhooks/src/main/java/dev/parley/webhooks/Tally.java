package dev.parley.webhooks;

import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of activities. Safe on every thread; written by one WebhookVerticle. */
final class Tally {

    final LongAdder accepted = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder givenUp = new LongAdder();
    final LongAdder refused = new LongAdder();

    WebhookCounts counts() {
        // What ends is read before what begins, so that nothing seems to have ended before it began.
        long delivered = this.delivered.sum();
        long givenUp = this.givenUp.sum();
        long retried = this.retried.sum();
        return new WebhookCounts(accepted.sum(), delivered, retried, givenUp, refused.sum());
    }
}
