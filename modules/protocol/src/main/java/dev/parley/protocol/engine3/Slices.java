package dev.parley.protocol.engine3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Ranges of arrays that become one array, each copied once. Confined to the caller that made it. */
final class Slices {

    private final List<ByteBuffer> slices = new ArrayList<>();
    private int length;

    Slices add(byte... bytes) {
        return add(bytes, 0, bytes.length);
    }

    Slices add(byte[] bytes, int from, int end) {
        slices.add(ByteBuffer.wrap(bytes, from, end - from));
        length = Math.addExact(length, end - from);
        return this;
    }

    /** All of it in order. To be called once. */
    byte[] join() {
        ByteBuffer joined = ByteBuffer.allocate(length);
        slices.forEach(joined::put);
        return joined.array();
    }
}
