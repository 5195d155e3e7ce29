/**
 * Parley's own contract: {@code join}, {@code leave}, {@code publish}, {@code ping}. Every event is acknowledged with
 * {@code {"ok":true,...}} or {@code {"ok":false,"error":{"code":...,"message":...}}}.
 */
@NullMarked
package dev.parley.profiles.parley;

import org.jspecify.annotations.NullMarked;
