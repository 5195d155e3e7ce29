package dev.parley.bus;

/** A target in its namespace: what the room directory keeps nodes for. */
public record Place(AppNamespace namespace, Target target) {}
