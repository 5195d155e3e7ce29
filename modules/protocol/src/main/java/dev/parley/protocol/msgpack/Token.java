package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.RawJson;

/** One value of a message, or the head of an array or map whose parts follow. */
sealed interface Token {

    /** Nil, true or false. */
    record Constant(RawJson json) implements Token {}

    /** JavaScript's {@code undefined}: absent, or {@code null} in an array. */
    record Undefined() implements Token {}

    /** A whole number that fits 64 bits with a sign. */
    record Whole(long value) implements Token {}

    /** A whole number that only fits 64 bits without a sign. */
    record Unsigned(long bits) implements Token {}

    record Real(double value) implements Token {}

    record Text(String value) implements Token {}

    /** A range of the message. */
    record Bytes(int from, int end) implements Token {}

    /** A date.
     *
     * @param millis since 1970
     */
    record Moment(long millis) implements Token {}

    /** That many values follow. */
    record Array(int size) implements Token {}

    /** That many keys follow, each with its value. */
    record Map(int size) implements Token {}

    /** There is no value here, nor anything to read behind it. */
    record Flaw(String why) implements Token {}
}
