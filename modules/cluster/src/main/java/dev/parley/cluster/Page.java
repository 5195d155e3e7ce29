package dev.parley.cluster;

/**
 * A part of a list that is sorted by name.
 *
 * @param after the name behind which it begins; empty for the beginning
 * @param limit how many there are at most
 */
public record Page(String after, int limit) {}
