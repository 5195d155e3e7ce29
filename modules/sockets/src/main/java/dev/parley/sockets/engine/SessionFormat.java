package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine3.Engine3Body;
import dev.parley.protocol.engine3.Engine3Codec;
import dev.parley.protocol.engine3.Jsonp;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of one session are written and read, settled by its handshake. Immutable.
 *
 * @param base64 whether binary goes as Base64 even where bytes could go
 * @param jsonp the callback's index, where a client polls by script tags
 */
record SessionFormat(
        Revision revision, boolean base64, @Nullable String jsonp) {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String OCTETS = "application/octet-stream";
    private static final String SCRIPT = "text/javascript; charset=UTF-8";

    /** What a handshake asks for. */
    static SessionFormat of(HttpServerRequest handshake, Revision revision) {
        String base64 = handshake.getParam("b64");
        return new SessionFormat(revision, base64 != null && !base64.isEmpty(), handshake.getParam("j"));
    }

    // ---- To the client ----

    /** The answer to a poll. */
    PollReply body(List<WirePacket> packets) {
        if (revision == Revision.FOUR) return textual(WirePacket.joined(packets, EngineCodec.SEPARATOR));
        var body = new Engine3Body();
        for (WirePacket packet : packets) packet.addTo(body);
        return body.hasBinary() && !base64 && jsonp == null
                ? new PollReply(200, OCTETS, body.toBinary())
                : textual(body.toText());
    }

    private PollReply textual(byte[] payload) {
        return jsonp == null
                ? new PollReply(200, TEXT, payload)
                : new PollReply(200, SCRIPT, Jsonp.encode(jsonp, payload));
    }

    /** A packet as one WebSocket frame. */
    byte[] frame(WirePacket packet) {
        if (!packet.isBinary()) return packet.frame();
        if (revision == Revision.FOUR) return base64 ? packet.base64Frame("b") : packet.frame();
        return base64 ? packet.base64Frame("b4") : packet.typedFrame();
    }

    // ---- From the client ----

    /** The packets of a POST, or nothing where its content type is none that this session may use. */
    Optional<EngineCodec.Payload> posted(String contentType, byte[] body) {
        boolean octets = contentType.startsWith(OCTETS);
        if (jsonp != null) return Jsonp.decodeForm(body).map(this::payload);
        if (revision == Revision.THREE && octets) return Optional.of(Engine3Codec.decodeBinaryPayload(body));
        return octets ? Optional.empty() : Optional.of(payload(body));
    }

    private EngineCodec.Payload payload(byte[] text) {
        return revision == Revision.FOUR ? EngineCodec.decodePayload(text) : Engine3Codec.decodeTextPayload(text);
    }

    /** A text frame. */
    EngineCodec.Decoded text(byte[] frame) {
        return revision == Revision.FOUR
                ? EngineCodec.decodeText(frame, 0, frame.length)
                : Engine3Codec.decodeText(frame, 0, frame.length);
    }

    /** A binary frame. */
    EngineCodec.Decoded binary(byte[] frame) {
        return revision == Revision.FOUR
                ? new EngineCodec.Packet(new EnginePacket.Binary(frame))
                : Engine3Codec.decodeBinary(frame);
    }
}
