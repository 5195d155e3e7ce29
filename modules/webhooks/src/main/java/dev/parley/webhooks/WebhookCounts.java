package dev.parley.webhooks;

/**
 * How many, since the verticle started.
 *
 * @param accepted activities that became deliveries
 * @param delivered deliveries that the receiver has
 * @param retried attempts that failed and were to be repeated
 * @param givenUp deliveries that will never be made
 * @param refused activities that did not become deliveries: the queue was full or the endpoint is gone
 */
public record WebhookCounts(long accepted, long delivered, long retried, long givenUp, long refused) {

    /** Deliveries that are neither made nor given up. */
    public long waiting() {
        return accepted - delivered - givenUp;
    }
}
