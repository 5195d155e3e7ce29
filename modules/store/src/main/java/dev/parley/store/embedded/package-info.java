/**
 * A server inside this process that speaks MongoDB's protocol and keeps its data in one file. What it has acknowledged is on
 * the disk.
 */
@NullMarked
package dev.parley.store.embedded;

import org.jspecify.annotations.NullMarked;
