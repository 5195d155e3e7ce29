package dev.parley.tokens;

import java.time.Duration;

/**
 * What tokens of every app are checked against.
 *
 * @param maxLifetime how far ahead a token's expiry may lie
 * @param maxLength characters of a token
 */
public record TokensConfig(Duration maxLifetime, int maxLength) {}
