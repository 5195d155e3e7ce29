package dev.parley.protocol.socket;

/**
 * What one Socket.IO packet may have. Beyond a limit the packet is a fault, and the connection is closed.
 *
 * @param attachments binary attachments per packet, never more than 99; stock clients apply 10 themselves
 * @param attachmentBytes all attachments of one packet together
 * @param depth arrays and objects open at once in a payload
 * @param namespaceLength bytes of a namespace
 */
public record DecodeLimits(int attachments, int attachmentBytes, int depth, int namespaceLength) {

    public static final DecodeLimits DEFAULTS = new DecodeLimits(10, 1_000_000, 100, 256);
}
