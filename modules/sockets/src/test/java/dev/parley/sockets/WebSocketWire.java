package dev.parley.sockets;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A WebSocket in raw frames (RFC 6455 section 5.2), on a {@link Wire} whose handshake is done. */
record WebSocketWire(Wire wire) {

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] KEY_THAT_MASKS_NOTHING = new byte[4];

    // ---- Frames of a client ----

    static byte[] text(String text) {
        return frame(true, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] binary(int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) bytes[i] = (byte) data[i];
        return frame(true, 2, bytes);
    }

    static byte[] close(int code) {
        return frame(true, 8, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    static byte[] ping(String data) {
        return frame(true, 9, data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param opcode 0 continues a message, 1 begins text, 2 begins binary
     */
    static byte[] frame(boolean last, int opcode, byte[] data) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) (opcode | (last ? FINAL : 0)));
        if (data.length < 126) {
            head.put((byte) (data.length | MASKED));
        } else if (data.length < 65_536) {
            head.put((byte) (126 | MASKED)).putShort((short) data.length);
        } else {
            head.put((byte) (127 | MASKED)).putLong(data.length);
        }
        head.put(KEY_THAT_MASKS_NOTHING).flip();
        return ByteBuffer.allocate(head.remaining() + data.length)
                .put(head)
                .put(data)
                .array();
    }

    /** Sends frames with one write. */
    WebSocketWire send(byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] frame : frames) all.writeBytes(frame);
        wire.send(all.toByteArray());
        return this;
    }

    WebSocketWire send(String... texts) {
        for (String text : texts) wire.send(text(text));
        return this;
    }

    // ---- Frames of the server ----

    /**
     * What comes next: a text as it is, binary as {@code <hex>}, a close frame as {@code close <code>}, {@code pong <text>};
     * {@code end} and {@code reset} of the connection.
     */
    String next() {
        try {
            var in = new DataInputStream(wire.in);
            int first = in.read();
            if (first < 0) return "end";
            int length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            if (length == 127) length = (int) in.readLong();
            byte[] data = in.readNBytes(length);
            return switch (first) {
                case FINAL | 1 -> new String(data, StandardCharsets.UTF_8);
                case FINAL | 2 -> "<" + HexFormat.of().formatHex(data) + ">";
                case FINAL | 8 ->
                    data.length < 2 ? "close" : "close " + ByteBuffer.wrap(data).getShort();
                case FINAL | 10 -> "pong " + new String(data, StandardCharsets.UTF_8);
                default -> throw new AssertionError("an unexpected frame, " + first);
            };
        } catch (SocketException reset) {
            return "reset";
        } catch (EOFException cut) {
            throw new AssertionError("half a frame", cut);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Answers the server's close frame, as a client must, and waits for the end of the connection. */
    String end() {
        send(close(1000));
        return next();
    }
}
