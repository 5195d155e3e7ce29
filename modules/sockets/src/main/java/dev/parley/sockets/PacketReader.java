package dev.parley.sockets;

import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of one client's messages: finds out what it speaks, and waits for attachments. Confined to its
 * connection's event loop.
 *
 * <p>After a fault it is of no more use.
 */
final class PacketReader {

    private final Vertx vertx;
    private final PacketRules rules;
    private final Dialect dialect;
    private final DecodeLimits limits;
    private final Runnable overdue;

    private @Nullable PacketFormat format;
    private @Nullable PendingAttachments pending;
    private long timer;

    /**
     * @param overdue called when attachments do not come
     */
    PacketReader(Vertx vertx, PacketRules rules, Dialect dialect, Runnable overdue) {
        this.vertx = vertx;
        this.rules = rules;
        this.dialect = dialect;
        this.limits = dialect.limits(rules.limits());
        this.format = rules.parser().format(dialect.joinsRootAtOnce());
        this.overdue = overdue;
    }

    Decoded text(byte[] bytes, int from, int end) {
        if (pending != null) return new Fault("text while attachments are due");
        if (!speaks(PacketFormat.JSON)) return new Fault("text from a client that speaks MessagePack");
        return taken(SocketCodec.decode(bytes, from, end, limits));
    }

    Decoded binary(byte[] data) {
        if (pending != null) return taken(pending.add(data));
        if (!speaks(PacketFormat.MSGPACK)) return new Fault("binary without a packet that awaits it");
        return taken(MsgpackCodec.decode(data, limits));
    }

    /** The first message says what a client speaks from then on: one of JSON cannot begin with bytes. */
    private boolean speaks(PacketFormat candidate) {
        if (format == null) format = candidate;
        return format == candidate;
    }

    /** What the client speaks. Nobody has anything to say to it before that is known. */
    PacketFormat format() {
        return Objects.requireNonNull(format);
    }

    private Decoded taken(Decoded decoded) {
        stop();
        return switch (decoded) {
            case SocketCodec.Packet whole -> dialect.read(whole, rules.limits());
            case SocketCodec.Awaiting head -> {
                pending = head.pending();
                timer = vertx.setTimer(rules.attachmentTimeout().toMillis(), late -> overdue.run());
                yield head;
            }
            case SocketCodec.Ignored ignored -> ignored;
            case Fault fault -> fault;
        };
    }

    /** Waits for nothing any more. */
    void stop() {
        if (pending == null) return;
        pending = null;
        vertx.cancelTimer(timer);
    }
}
