package dev.parley.cluster;

/** How many sockets there are in a room, or of a user, in the whole cluster. */
public record Occupancy(String name, int sockets) {}
