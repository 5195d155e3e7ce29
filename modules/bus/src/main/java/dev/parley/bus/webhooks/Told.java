package dev.parley.bus.webhooks;

import dev.parley.bus.Message;

/**
 * The answer to {@link Tell} and {@link Will}.
 *
 * @param stored whether it outlives this node
 */
public record Told(boolean stored) implements Message.FromWebhooks {}
