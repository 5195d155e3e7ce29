/** Webhooks of an app: its endpoints, and what became of the deliveries to them. Whoever answers on the bus decides. */
@NullMarked
package dev.parley.api.webhooks;

import org.jspecify.annotations.NullMarked;
