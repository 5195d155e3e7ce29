/**
 * What is said to WebhookVerticle: what has happened, and questions about endpoints and deliveries. {@link
 * dev.parley.bus.webhooks.Webhooks} is the way to it.
 */
@NullMarked
package dev.parley.bus.webhooks;

import org.jspecify.annotations.NullMarked;
