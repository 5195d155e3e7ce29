/** HTTP for application backends: emitting events, health, metrics. Every refusal is an RFC 9457 problem with a code. */
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
