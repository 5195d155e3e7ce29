package dev.parley.chaos.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A session over one WebSocket. */
final class WebSocketLink implements Link {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LOW_BITS = 0x7F;
    private static final int OPCODE = 0x0F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_SHORT = 0xFFFF;

    private final Wire wire;

    private WebSocketLink(Wire wire) {
        this.wire = wire;
    }

    static WebSocketLink open(Server server, int withinMillis) throws IOException {
        Wire wire = Wire.open(server, withinMillis);
        try {
            String request = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + server
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                    + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            wire.write(request.getBytes(StandardCharsets.US_ASCII));
            String status = wire.readHead().getOrDefault("", "");
            if (!status.equals("101")) throw new IOException("the handshake was answered " + status);
            return new WebSocketLink(wire);
        } catch (IOException fault) {
            wire.close();
            throw fault;
        }
    }

    @Override
    public String read() throws IOException {
        var message = new ByteArrayOutputStream();
        for (; ; ) {
            int first = wire.readByte();
            byte[] payload = wire.readBytes(length(wire.readByte() & LOW_BITS));
            switch (first & OPCODE) {
                case CLOSE -> throw new IOException("closed by the server");
                case PING -> wire.write(frame(PONG, payload));
                case PONG -> {}
                default -> {
                    message.writeBytes(payload);
                    if ((first & FIN) != 0) return message.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    private int length(int low) throws IOException {
        return switch (low) {
            case TWO_BYTES -> ByteBuffer.wrap(wire.readBytes(Short.BYTES)).getShort() & LONGEST_SHORT;
            case EIGHT_BYTES ->
                Math.toIntExact(ByteBuffer.wrap(wire.readBytes(Long.BYTES)).getLong());
            default -> low;
        };
    }

    @Override
    public void write(String packet) throws IOException {
        wire.write(frame(TEXT, packet.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 2 + Long.BYTES + Integer.BYTES);
        frame.put((byte) (FIN | opcode));
        if (payload.length < TWO_BYTES) frame.put((byte) (MASKED | payload.length));
        else if (payload.length <= LONGEST_SHORT)
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
        else frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(payload.length);
        byte[] mask = new byte[Integer.BYTES];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) frame.put((byte) (payload[i] ^ mask[i % mask.length]));
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    @Override
    public void patience(int millis) throws IOException {
        wire.patience(millis);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void reset() {
        wire.reset();
    }
}
