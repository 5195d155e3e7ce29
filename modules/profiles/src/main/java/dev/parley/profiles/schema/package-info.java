/**
 * Whether events are as their documents say: JSON Schemas out of {@code asyncapi.yaml} and out of files of an
 * application's own, compiled once, and what becomes of events that do not fit. Nothing of it is there where it is not
 * switched on.
 */
@NullMarked
package dev.parley.profiles.schema;

import org.jspecify.annotations.NullMarked;
