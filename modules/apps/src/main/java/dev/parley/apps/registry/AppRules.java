package dev.parley.apps.registry;

/**
 * What the registry lets in.
 *
 * @param most how many apps there may be, not counting the one of the configuration
 * @param maxBytes how large one may be, in bytes of its record
 * @param plainLoopback whether addresses of this very machine may be {@code http}, for development
 */
public record AppRules(int most, int maxBytes, boolean plainLoopback) {}
