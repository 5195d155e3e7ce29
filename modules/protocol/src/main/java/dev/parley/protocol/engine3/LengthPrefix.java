package dev.parley.protocol.engine3;

/** The decimal number in front of each packet of a polling body. */
sealed interface LengthPrefix {

    /** About where the reference gives up: no longer number fits a JavaScript number. Only leading zeros get that far. */
    int MAX_DIGITS = 310;

    /** There is one.
     *
     * @param value never more than the whole body has bytes
     * @param packet index of the first byte behind it
     */
    record Length(int value, int packet) implements LengthPrefix {}

    record Broken(String why) implements LengthPrefix {}

    /**
     * Reads one.
     *
     * @param zero the digit 0; the others follow it
     * @param stop what ends the digits
     */
    static LengthPrefix read(byte[] body, int from, byte zero, byte stop) {
        long value = 0;
        for (int at = from; at < body.length; at++) {
            if (body[at] == stop) {
                return at == from ? new Broken("packet without a length") : new Length((int) value, at + 1);
            }
            int digit = body[at] - zero;
            if (digit < 0 || digit > 9) return new Broken("length is not a number");
            if (at - from == MAX_DIGITS) return new Broken("length has too many digits");
            value = value * 10 + digit;
            if (value > body.length) return new Broken("length beyond the end");
        }
        return new Broken("length without an end");
    }
}
