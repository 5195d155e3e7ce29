/**
 * Tells an application's backend what happened, by the rules of Standard Webhooks (standardwebhooks.com).
 *
 * <p>What is told comes from the bus to {@link dev.parley.webhooks.Intake}, and is taken by {@link
 * dev.parley.webhooks.Consignor} to the node that owns its partition of the outbox, where {@link
 * dev.parley.webhooks.Appender} stores it; only then does it count as told. It waits in {@link dev.parley.webhooks.Queues},
 * in the lane of its socket, room or user, until {@link dev.parley.webhooks.Courier} has {@link dev.parley.webhooks.Sender}
 * post it; {@link dev.parley.webhooks.Outcome} decides whether it is done or tried again, and {@link
 * dev.parley.webhooks.Notes} writes that down. {@link dev.parley.webhooks.Ownership} shares out the partitions.
 */
@NullMarked
package dev.parley.webhooks;

import org.jspecify.annotations.NullMarked;
