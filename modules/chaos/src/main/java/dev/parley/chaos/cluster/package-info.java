/** The cluster that harm is done to: processes, the network between them, and the kinds of harm. */
@NullMarked
package dev.parley.chaos.cluster;

import org.jspecify.annotations.NullMarked;
