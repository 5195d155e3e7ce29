/**
 * Parley's own contract: {@code join}, {@code leave}, {@code publish}, {@code ping} in {@link
 * dev.parley.profiles.parley.ParleySocket}, chat in {@link dev.parley.profiles.parley.ChatSocket}. Every event is acknowledged with
 * {@code {"ok":true,...}} or {@code {"ok":false,"error":{"code":...,"message":...}}}.
 */
@NullMarked
package dev.parley.profiles.parley;

import org.jspecify.annotations.NullMarked;
