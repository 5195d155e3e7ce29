package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine3.Engine3Body;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet as it goes to clients: encoded once, written to any number of them. Immutable.
 *
 * <p>It is kept as the WebSocket frame (RFC 6455 section 5.2: final, unmasked), whose payload is at the same time what a
 * polling body needs, except that binary becomes Base64 there.
 */
public final class WirePacket {

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final byte FINAL_BINARY = (byte) 0x82;

    private final byte[] frame;
    private final int payload;
    private final Worth worth;
    private final @Nullable Object memo;
    private byte @Nullable [] base64;

    private WirePacket(byte[] frame, int payload, Worth worth, @Nullable Object memo) {
        this.frame = frame;
        this.payload = payload;
        this.worth = worth;
        this.memo = memo;
    }

    /** An Engine.IO packet that is text. */
    static WirePacket of(EnginePacket packet) {
        byte[] text = EngineCodec.encodeText(packet);
        WirePacket wire = framed(FINAL_TEXT, text.length);
        System.arraycopy(text, 0, wire.frame, wire.payload, text.length);
        return wire;
    }

    /** An Engine.IO message: a text of the layer above. */
    public static WirePacket message(byte[] text) {
        WirePacket wire = framed(FINAL_TEXT, text.length + 1);
        wire.frame[wire.payload] = '4';
        System.arraycopy(text, 0, wire.frame, wire.payload + 1, text.length);
        return wire;
    }

    /** An Engine.IO binary message. */
    public static WirePacket binary(byte[] data) {
        WirePacket wire = framed(FINAL_BINARY, data.length);
        System.arraycopy(data, 0, wire.frame, wire.payload, data.length);
        return wire;
    }

    /**
     * The same packet, which need not reach everybody.
     *
     * @param memo what the layer above knows it by when it is dropped
     */
    public WirePacket worth(Worth worth, @Nullable Object memo) {
        return new WirePacket(frame, payload, worth, memo);
    }

    Worth worth() {
        return worth;
    }

    /** What the layer above gave it along. */
    public @Nullable Object memo() {
        return memo;
    }

    private static WirePacket framed(byte opcode, int length) {
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = opcode;
        if (header == 2) {
            frame[1] = (byte) length;
        } else if (header == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 4; i++) frame[6 + i] = (byte) (length >>> (24 - 8 * i));
        }
        return new WirePacket(frame, header, Worth.KEPT, null);
    }

    /** The WebSocket frame, header and all. Not to be written to. */
    byte[] frame() {
        return frame;
    }

    /** Bytes of what the packet says, with its type. */
    public int length() {
        return frame.length - payload;
    }

    /** Bytes that the packet takes in a polling body. */
    int pollingLength() {
        return isBinary() ? 1 + base64().length : frame.length - payload;
    }

    /** Copies the polling form to {@code target} and returns the index behind it. */
    private int copyPolling(byte[] target, int at) {
        if (isBinary()) {
            byte[] text = base64();
            target[at] = 'b';
            System.arraycopy(text, 0, target, at + 1, text.length);
            return at + 1 + text.length;
        }
        System.arraycopy(frame, payload, target, at, frame.length - payload);
        return at + frame.length - payload;
    }

    boolean isBinary() {
        return frame[0] == FINAL_BINARY;
    }

    /** Packets as one text with a byte between them. */
    static byte[] joined(List<WirePacket> packets, byte separator) {
        int length = packets.size() - 1;
        for (WirePacket packet : packets) length += packet.pollingLength();
        byte[] body = new byte[length];
        int at = 0;
        for (WirePacket packet : packets) {
            if (at > 0) body[at++] = separator;
            at = packet.copyPolling(body, at);
        }
        return body;
    }

    // ---- Forms that few clients need, made where they do ----

    /** The frame of a binary message in revision 3, whose data stands behind the message's type as a number. */
    byte[] typedFrame() {
        WirePacket typed = framed(FINAL_BINARY, 1 + frame.length - payload);
        typed.frame[typed.payload] = 4;
        System.arraycopy(frame, payload, typed.frame, typed.payload + 1, frame.length - payload);
        return typed.frame;
    }

    /** A binary message as a text frame, for a client that takes no bytes. */
    byte[] base64Frame(String prefix) {
        byte[] text = base64();
        byte[] lead = prefix.getBytes(StandardCharsets.US_ASCII);
        WirePacket wire = framed(FINAL_TEXT, lead.length + text.length);
        System.arraycopy(lead, 0, wire.frame, wire.payload, lead.length);
        System.arraycopy(text, 0, wire.frame, wire.payload + lead.length, text.length);
        return wire.frame;
    }

    void addTo(Engine3Body body) {
        if (isBinary()) {
            body.binary(frame, payload, frame.length);
        } else {
            body.text(frame, payload, frame.length);
        }
    }

    /** Computed where the first poller needs it; two threads that race compute the same. */
    private byte[] base64() {
        byte[] text = base64;
        if (text == null) {
            text = Base64.getEncoder().encode(Arrays.copyOfRange(frame, payload, frame.length));
            base64 = text;
        }
        return text;
    }
}
