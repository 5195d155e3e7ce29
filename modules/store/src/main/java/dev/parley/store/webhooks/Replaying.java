package dev.parley.store.webhooks;

/** A settled delivery is pending again, at another place of its partition. */
public record Replaying(String id, int partition, long seq) {}
