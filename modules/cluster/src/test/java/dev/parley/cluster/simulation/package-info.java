/**
 * Runs the real room directory, headcounts and presence of many nodes in one thread, on a network and a clock that are made
 * up, and compares what they say with what is true. A seed makes a run again, to the last message.
 */
package dev.parley.cluster.simulation;
