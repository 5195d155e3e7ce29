/**
 * The fault rig: a cluster of real processes, a load of clients and backends, faults by a schedule that replays, and a report
 * of which promises held.
 */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
