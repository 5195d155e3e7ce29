package dev.parley.server.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Requests and WebSocket frames as bytes, right or wrong. */
final class RawBytes {

    static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private RawBytes() {}

    static byte[] request(String method, String uri, String... headers) {
        return head(method + " " + uri + " HTTP/1.1", headers);
    }

    static byte[] post(String uri, byte[] body, String... headers) {
        return join(head("POST " + uri + " HTTP/1.1\r\nContent-Length: " + body.length, headers), body);
    }

    static byte[] handshake(String uri, String... headers) {
        return head(
                "GET " + uri + " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                headers);
    }

    static byte[] head(String firstLines, String... headers) {
        var head = new StringBuilder(firstLines).append("\r\nHost: parley.example\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        return bytes(head.append("\r\n").toString());
    }

    static byte[] text(String text) {
        return frame(FINAL | 1, text.getBytes(UTF_8));
    }

    /** A frame of a client, masked with zeros.
     *
     * @param first its first byte: the final bit, three reserved ones and the opcode
     */
    static byte[] frame(int first, byte[] data) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
        if (data.length < 126) {
            head.put((byte) (MASKED | data.length));
        } else if (data.length < 65_536) {
            head.put((byte) (MASKED | 126)).putShort((short) data.length);
        } else {
            head.put((byte) (MASKED | 127)).putLong(data.length);
        }
        head.putInt(0).flip();
        return join(ByteBuffer.allocate(head.remaining()).put(head).array(), data);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
