/**
 * What those who run a node ask it, on a port of its own that only they reach: metrics and health, without a key. Nothing here
 * tells of a room, a user or a secret.
 */
@NullMarked
package dev.parley.api.management;

import org.jspecify.annotations.NullMarked;
