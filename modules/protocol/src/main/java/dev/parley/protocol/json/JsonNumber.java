package dev.parley.protocol.json;

import java.math.BigDecimal;

/** Numbers as JavaScript writes them: few digits, and none behind the point of a whole number. Stateless. */
final class JsonNumber {

    private JsonNumber() {}

    /** The text of a finite number (ECMA-262, "Number::toString"), at most 25 characters. */
    static String text(double value) {
        if (value == 0) return "0";
        String java = Double.toString(value);
        int e = java.indexOf('E');
        if (e < 0) return withoutZero(java);
        int exponent = Integer.parseInt(java, e + 1, java.length(), 10);
        if (exponent >= -6 && exponent <= 20)
            return new BigDecimal(java).stripTrailingZeros().toPlainString();
        return withoutZero(java.substring(0, e)) + (exponent > 0 ? "e+" : "e") + exponent;
    }

    private static String withoutZero(String digits) {
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
