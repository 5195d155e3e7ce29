/** Sends spans to a collector of OpenTelemetry: the only package that knows of it. */
@NullMarked
package dev.parley.server.tracing;

import org.jspecify.annotations.NullMarked;
