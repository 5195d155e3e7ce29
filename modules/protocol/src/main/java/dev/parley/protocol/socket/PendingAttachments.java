package dev.parley.protocol.socket;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The half-received packet: its head is here, its attachments are still coming. Confined to its connection's event loop.
 *
 * <p>A text message that comes in between is a fault that only the caller can see. So is one that never comes: whoever keeps
 * this object also limits how long.
 */
public final class PendingAttachments {

    private final int due;
    private final int maxBytes;
    private final RawJson args;
    private final Function<List<byte[]>, Decoded> packet;
    private final List<byte[]> parts = new ArrayList<>();
    private long bytes;

    /**
     * @param due how many attachments the head announces, at least one
     * @param maxBytes what they may have together
     * @param args where the placeholders are
     * @param packet makes the packet of its attachments
     */
    PendingAttachments(int due, int maxBytes, RawJson args, Function<List<byte[]>, Decoded> packet) {
        this.due = due;
        this.maxBytes = maxBytes;
        this.args = args;
        this.packet = packet;
    }

    /**
     * Takes the next attachment: the whole packet with the last one, this object while more are due, or a fault.
     *
     * @throws IllegalStateException after the last one
     */
    public Decoded add(byte[] attachment) {
        if (parts.size() == due) throw new IllegalStateException("no attachment is due");
        parts.add(attachment);
        bytes += attachment.length;
        if (bytes > maxBytes) return new Fault("attachments too large");
        if (parts.size() < due) return new Awaiting(this);
        return Placeholders.fit(args, due) ? packet.apply(parts) : new Fault("placeholder without its own attachment");
    }
}
