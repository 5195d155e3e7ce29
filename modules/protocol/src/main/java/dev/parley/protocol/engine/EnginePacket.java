package dev.parley.protocol.engine;

import dev.parley.protocol.json.RawJson;

/**
 * One Engine.IO packet (Engine.IO protocol, revision 4, section "Packet types").
 *
 * <p>Texts are UTF-8 bytes as they came or will go, without the type digit. Arrays are never written to after they were
 * handed over.
 */
public sealed interface EnginePacket {

    /** {@code 0}: the server's first packet.
     *
     * @param handshake the JSON value {@code null} where none could be read
     */
    record Open(RawJson handshake) implements EnginePacket {}

    /** {@code 1}: the other side closes. */
    record Close() implements EnginePacket {}

    /** {@code 2}: heartbeat from the server, or {@code 2probe} from a client that upgrades. */
    record Ping(boolean probe) implements EnginePacket {}

    /** {@code 3}: the answer to a ping, or {@code 3probe} to a client that upgrades. */
    record Pong(boolean probe) implements EnginePacket {}

    /** {@code 4}: text for the layer above.
     *
     * @param bytes holds the text from {@code from} to its end; what is in front of it belongs to the packet's framing
     */
    record Message(byte[] bytes, int from, int end) implements EnginePacket {

        public static Message of(byte[] text) {
            return new Message(text, 0, text.length);
        }
    }

    /** A binary message: a binary WebSocket frame, or {@code b} and Base64 in text. */
    record Binary(byte[] data) implements EnginePacket {}

    /** {@code 5}: the client has stopped polling; the session now lives on the WebSocket. */
    record Upgrade() implements EnginePacket {}

    /** {@code 6}: releases a held poll. */
    record Noop() implements EnginePacket {}
}
