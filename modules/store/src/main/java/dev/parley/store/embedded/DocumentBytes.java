package dev.parley.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * How documents and the values that they are found by lie in the file. A document is its BSON, so what is read is always a
 * copy that nobody else changes.
 */
final class DocumentBytes {

    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;
    private static final byte OTHER = 3;

    private static final int USUAL_DOCUMENT = 512;
    private static final int USUAL_KEY = 64;

    private DocumentBytes() {}

    static byte[] of(Document document) {
        ByteBuf buffer = Unpooled.buffer(USUAL_DOCUMENT);
        BsonEncoder.encodeDocument(document, buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    static Document document(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    /**
     * Values in a form in which equal ones are equal bytes, and no key is the beginning of another. Texts and numbers keep
     * their order, so that those which follow one another lie together.
     *
     * @param values as the server normalises them: numbers are doubles unless they are too large for that
     */
    static Key key(Iterable<?> values) {
        ByteBuf buffer = Unpooled.buffer(USUAL_KEY);
        for (Object value : values) put(buffer, value);
        return new Key(ByteBufUtil.getBytes(buffer));
    }

    private static void put(ByteBuf buffer, @Nullable Object value) {
        switch (value) {
            case String text -> putText(buffer, text);
            case Double number -> putNumber(buffer, number);
            case null, default -> {
                buffer.writeByte(OTHER);
                BsonEncoder.encodeDocument(new Document("", value), buffer);
            }
        }
    }

    /** Ended by two zeros; a zero inside is followed by a byte that is none. */
    private static void putText(ByteBuf buffer, String text) {
        buffer.writeByte(TEXT);
        for (byte each : text.getBytes(UTF_8)) {
            buffer.writeByte(each);
            if (each == 0) buffer.writeByte(0xFF);
        }
        buffer.writeShort(0);
    }

    /** Negative numbers before others, and the larger their bits the smaller they are. */
    private static void putNumber(ByteBuf buffer, double number) {
        long bits = Double.doubleToLongBits(number);
        buffer.writeByte(NUMBER);
        buffer.writeLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }
}
