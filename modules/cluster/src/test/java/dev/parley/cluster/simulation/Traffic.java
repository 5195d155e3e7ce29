package dev.parley.cluster.simulation;

import dev.parley.bus.Message;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.MessageCodec;
import io.vertx.core.buffer.Buffer;

/** Questions of one kind that were asked, and their answers. Owned by one {@link Network}. */
final class Traffic {

    enum Kind {
        HELLO,
        CHANGES,
        BEAT,
        COUNTS;

        static Kind of(Message question) {
            return switch (question) {
                case InterestHello hello -> HELLO;
                case InterestDelta delta
                when delta.entered().isEmpty() && delta.left().isEmpty() -> BEAT;
                case InterestDelta delta -> CHANGES;
                case Headcount counts -> COUNTS;
                default -> throw new IllegalArgumentException("nobody asks " + question);
            };
        }
    }

    private static final MessageCodec CODEC = new MessageCodec();

    private int questions;
    private int answers;
    private long bytes;

    void asked(Message message, boolean weighed) {
        questions++;
        if (weighed) bytes += size(message);
    }

    void answered(Message message, boolean weighed) {
        answers++;
        if (weighed) bytes += size(message);
    }

    int questions() {
        return questions;
    }

    int answers() {
        return answers;
    }

    /** As they cross the wire, without what the event bus adds. */
    long bytes() {
        return bytes;
    }

    static int size(Message message) {
        Buffer buffer = Buffer.buffer();
        CODEC.encodeToWire(buffer, message);
        return buffer.length();
    }

    /** The message as another node has it: no object of it is shared. */
    static Message carried(Message message) {
        Buffer buffer = Buffer.buffer();
        CODEC.encodeToWire(buffer, message);
        return CODEC.decodeFromWire(0, buffer);
    }
}
