package dev.parley.protocol.socket;

import org.jspecify.annotations.Nullable;

/** The packet types and their digits. */
public enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private static final PacketType[] ALL = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    /** The type with that digit, or null if there is none. */
    public static @Nullable PacketType of(char digit) {
        for (PacketType type : ALL) {
            if (type.digit == digit) return type;
        }
        return null;
    }

    public char digit() {
        return digit;
    }

    /** Whether the text says how many attachments follow. Only the JSON parser has such types. */
    public boolean binary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }
}
