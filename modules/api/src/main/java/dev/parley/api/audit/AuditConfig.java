package dev.parley.api.audit;

import java.time.Duration;

/**
 * How much of what admins did is kept where the console finds it.
 *
 * @param entries the newest ones
 * @param kept how long at most
 */
public record AuditConfig(int entries, Duration kept) {}
