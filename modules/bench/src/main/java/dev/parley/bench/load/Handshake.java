package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a client connects.
 *
 * @param upgrade the request that opens the WebSocket
 * @param connect the frame that connects to the namespace
 */
public record Handshake(ByteBuffer upgrade, ByteBuffer connect) {

    // The key is the one of RFC 6455: nobody looks at the answer to it.
    private static final String REQUEST = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n");

    /** Of somebody who shows nothing. */
    public static Handshake plain() {
        return new Handshake(request(), ClientFrames.text("40"));
    }

    /** Of somebody with a token. */
    public static Handshake with(String token) {
        return new Handshake(request(), ClientFrames.text("40{\"token\":\"" + token + "\"}"));
    }

    private static ByteBuffer request() {
        byte[] bytes = REQUEST.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
