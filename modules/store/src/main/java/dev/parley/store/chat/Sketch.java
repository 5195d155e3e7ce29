package dev.parley.store.chat;

import java.time.Instant;

/** What is to be known of a message without reading it. */
public record Sketch(long seq, String user, Instant sent, boolean deleted) {}
