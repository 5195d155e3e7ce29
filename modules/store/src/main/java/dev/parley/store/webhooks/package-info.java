/**
 * What outlives all nodes of webhooks: endpoints, deliveries, which node delivers what, and what is told for a socket whose
 * node died. {@link dev.parley.store.webhooks.WebhookStore} has all of it.
 */
@NullMarked
package dev.parley.store.webhooks;

import org.jspecify.annotations.NullMarked;
