package dev.parley.bus.trail;

import dev.parley.protocol.json.RawJson;

/**
 * What is told of an event or an acknowledgement.
 *
 * @param args an array, of an event with its name first: as long and as open as {@link Detail} asks for
 * @param bytes how long they are in truth, without attachments
 * @param attachments how many binary arguments there are; they are told as their placeholders
 * @param whole whether nothing was cut or redacted
 */
public record Glimpse(RawJson args, int bytes, int attachments, boolean whole) {}
