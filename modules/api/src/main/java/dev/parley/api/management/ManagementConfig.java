package dev.parley.api.management;

/** Where those who run the node ask it.
 *
 * @param port 0 takes a free one
 */
public record ManagementConfig(String host, int port) {}
