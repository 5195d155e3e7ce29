package dev.parley.bus;

/**
 * The place of an event among all those that one node has accepted in recoverable namespaces.
 *
 * @param origin the node that accepted it
 * @param number one more than that of the event that it accepted before; the first has 1
 * @param previous the number of the last stamped event that the origin sent to the node that gets this one, or a higher
 *     one if that node may have missed something; 0 for the first. Who has not heard that far has a gap
 */
public record Stamp(NodeId origin, long number, long previous) {}
