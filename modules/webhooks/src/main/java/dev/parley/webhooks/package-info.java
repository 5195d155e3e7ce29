/**
 * Tells an application's backend what happened, by the rules of Standard Webhooks (standardwebhooks.com).
 *
 * <p>An activity comes from the bus to the {@link dev.parley.webhooks.Courier}, waits in the {@link
 * dev.parley.webhooks.Outbox} in the lane of its socket or room, is posted by the {@link dev.parley.webhooks.Sender},
 * and its {@link dev.parley.webhooks.Outcome} decides whether it is done or tried again.
 */
@NullMarked
package dev.parley.webhooks;

import org.jspecify.annotations.NullMarked;
