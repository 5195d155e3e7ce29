/** Requests that are repeated with the same {@code Idempotency-Key}: done once, and answered alike each time. */
@NullMarked
package dev.parley.api.idempotency;

import org.jspecify.annotations.NullMarked;
