/**
 * HTTP for application backends. Here: all routes in one place, emitting events, health, metrics. Beside it: {@code apps}
 * (the admin API), {@code tokens}, {@code demo}, {@code access} (who may ask, and how often), {@code http} (what all routes
 * share) and {@code management} (a port for those who run the node).
 * Every refusal is an RFC 9457 problem with a code.
 */
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
