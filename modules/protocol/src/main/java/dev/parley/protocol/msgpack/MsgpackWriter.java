package dev.parley.protocol.msgpack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values one after the other, each in its shortest form. Confined to one call of the codec. */
final class MsgpackWriter {

    private ByteBuffer out = ByteBuffer.allocate(128);

    /** A copy of what was written. */
    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    MsgpackWriter nil() {
        room(1).put((byte) 0xc0);
        return this;
    }

    MsgpackWriter bool(boolean value) {
        room(1).put((byte) (value ? 0xc3 : 0xc2));
        return this;
    }

    MsgpackWriter whole(long value) {
        if (value >= 0) {
            natural(value);
        } else if (value >= -0x20) {
            room(1).put((byte) value);
        } else if (value == (byte) value) {
            room(2).put((byte) 0xd0).put((byte) value);
        } else if (value == (short) value) {
            room(3).put((byte) 0xd1).putShort((short) value);
        } else if (value == (int) value) {
            room(5).put((byte) 0xd2).putInt((int) value);
        } else {
            room(9).put((byte) 0xd3).putLong(value);
        }
        return this;
    }

    private void natural(long value) {
        if (value < 0x80) {
            room(1).put((byte) value);
        } else if (value < 0x100) {
            room(2).put((byte) 0xcc).put((byte) value);
        } else if (value < 0x1_0000) {
            room(3).put((byte) 0xcd).putShort((short) value);
        } else if (value < 0x1_0000_0000L) {
            room(5).put((byte) 0xce).putInt((int) value);
        } else {
            unsigned(value);
        }
    }

    /** A number that takes all 64 bits. */
    MsgpackWriter unsigned(long bits) {
        room(9).put((byte) 0xcf).putLong(bits);
        return this;
    }

    MsgpackWriter real(double value) {
        room(9).put((byte) 0xcb).putDouble(value);
        return this;
    }

    MsgpackWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 0x20) {
            room(1).put((byte) (0xa0 | utf8.length));
        } else if (utf8.length < 0x100) {
            room(2).put((byte) 0xd9).put((byte) utf8.length);
        } else {
            length(0xda, utf8.length);
        }
        room(utf8.length).put(utf8);
        return this;
    }

    MsgpackWriter binary(byte[] value) {
        if (value.length < 0x100) {
            room(2).put((byte) 0xc4).put((byte) value.length);
        } else {
            length(0xc5, value.length);
        }
        room(value.length).put(value);
        return this;
    }

    /** The head of an array: its elements must follow. */
    MsgpackWriter array(int size) {
        return size < 0x10 ? head(0x90 | size) : length(0xdc, size);
    }

    /** The head of a map: its keys must follow, each with its value. */
    MsgpackWriter map(int size) {
        return size < 0x10 ? head(0x80 | size) : length(0xde, size);
    }

    private MsgpackWriter head(int head) {
        room(1).put((byte) head);
        return this;
    }

    /** A length of two bytes behind that head, or of four behind the next. */
    private MsgpackWriter length(int head, int length) {
        if (length < 0x1_0000) {
            room(3).put((byte) head).putShort((short) length);
        } else {
            room(5).put((byte) (head + 1)).putInt(length);
        }
        return this;
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int needed = out.position() + more;
            out = ByteBuffer.allocate(Math.max(out.capacity() * 2, needed)).put(out.flip());
        }
        return out;
    }
}
