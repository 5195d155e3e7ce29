package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.CloseReason;
import dev.parley.sockets.engine.EngineHandler;
import dev.parley.sockets.engine.EngineSession;
import io.vertx.core.AsyncResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's Socket.IO connection: which namespaces it is in, and which of them a packet is for. Confined to its
 * session's event loop.
 *
 * <p>It knows packets, and neither rooms nor tokens. A client that breaks the protocol loses the connection, as with the
 * reference server (Socket.IO protocol, revision 5; outcomes by the reference).
 */
final class Connection implements EngineHandler {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final SocketLoop loop;
    private final EngineSession session;
    private final ClientRequest request;
    private final Map<String, NamespaceSocket> sockets = new HashMap<>(2);

    private @Nullable PendingAttachments pending;
    private long connectTimer = -1;

    Connection(SocketLoop loop, EngineSession session, ClientRequest request) {
        this.loop = loop;
        this.session = session;
        this.request = request;
    }

    ClientRequest request() {
        return request;
    }

    @Override
    public void opened() {
        connectTimer = loop.vertx()
                .setTimer(loop.connectTimeout().toMillis(), late -> session.close(CloseReason.FORCED_CLOSE));
    }

    @Override
    public void text(byte[] bytes, int from, int end) {
        if (pending != null) {
            fail("text while attachments are due");
        } else {
            take(SocketCodec.decode(bytes, from, end, loop.limits()));
        }
    }

    @Override
    public void binary(byte[] data) {
        if (pending == null) {
            fail("binary without a packet that awaits it");
        } else {
            take(pending.add(data));
        }
    }

    @Override
    public void closed(CloseReason reason) {
        loop.vertx().cancelTimer(connectTimer);
        pending = null;
        var all = List.copyOf(sockets.values());
        sockets.clear();
        for (NamespaceSocket socket : all) socket.closed(DisconnectReason.of(reason));
    }

    private void take(SocketCodec.Decoded decoded) {
        pending = null;
        switch (decoded) {
            case SocketCodec.Packet whole -> receive(whole.packet());
            case SocketCodec.Awaiting head -> pending = head.pending();
            case SocketCodec.Ignored ignored -> {}
            case SocketCodec.Fault fault -> fail(fault.why());
        }
    }

    private void receive(SocketPacket packet) {
        NamespaceSocket socket = sockets.get(packet.namespace());
        switch (packet) {
            case SocketPacket.Connect connect when socket == null -> connect(connect);
            case SocketPacket.Connect again -> fail("connected already");
            case SocketPacket.ConnectError error -> fail("only a server refuses");
            case SocketPacket.Ack ack when socket == null -> {}
            case SocketPacket.Ack ack -> socket.ack(ack);
            case SocketPacket.Disconnect leave
            when socket != null -> {
                sockets.remove(leave.namespace());
                socket.closed(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            }
            case SocketPacket.Event event when socket != null && socket.isConnected() -> socket.event(event);
            default -> fail("not connected to the namespace");
        }
    }

    private void connect(SocketPacket.Connect packet) {
        Profile profile = loop.namespaces().profile(packet.namespace());
        if (profile == null) {
            refuse(packet.namespace(), "Invalid namespace", null);
            return;
        }
        if (sockets.size() >= loop.maxNamespaces()) {
            refuse(packet.namespace(), "Too many namespaces", null);
            return;
        }
        var socket = new NamespaceSocket(packet.namespace(), packet.data(), this, loop, session);
        sockets.put(packet.namespace(), socket);
        profile.connect(socket).onComplete(decision -> session.execute(() -> decided(socket, decision)));
    }

    private void decided(NamespaceSocket socket, AsyncResult<Admission> decision) {
        // The client may have left while the profile made up its mind.
        if (!socket.equals(sockets.get(socket.namespace()))) return;
        if (decision.failed()) {
            log.error("the profile of namespace {} failed", socket.namespace(), decision.cause());
            sockets.remove(socket.namespace());
            refuse(socket.namespace(), "Internal error", null);
            return;
        }
        switch (decision.result()) {
            case Admission.Admitted admitted -> {
                loop.vertx().cancelTimer(connectTimer);
                socket.connect(admitted.handler());
            }
            case Admission.Refused refused -> {
                sockets.remove(socket.namespace());
                refuse(socket.namespace(), refused.message(), refused.data());
            }
        }
    }

    private void refuse(String namespace, String message, @Nullable RawJson data) {
        RawJson error = JsonWriter.build(w -> {
            w.beginObject().name("message").string(message);
            if (data != null) w.name("data").raw(data);
            w.endObject();
        });
        EncodedPacket.of(new SocketPacket.ConnectError(namespace, error)).sendTo(session);
    }

    /** Puts a socket out of its namespace; the connection stays for its others. */
    void disconnect(NamespaceSocket socket) {
        sockets.remove(socket.namespace());
        EncodedPacket.of(new SocketPacket.Disconnect(socket.namespace())).sendTo(session);
        socket.closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    private void fail(String why) {
        log.debug("closing a connection: {}", why);
        session.close(CloseReason.FORCED_CLOSE);
    }
}
