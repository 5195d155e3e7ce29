package dev.parley.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An input as several. */
final class Split {

    private Split() {}

    /** What stands before, between and behind the separators: one more than there are of them. */
    static List<byte[]> at(byte[] input, byte separator) {
        var parts = new ArrayList<byte[]>();
        int from = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] != separator) continue;
            parts.add(Arrays.copyOfRange(input, from, i));
            from = i + 1;
        }
        parts.add(Arrays.copyOfRange(input, from, input.length));
        return parts;
    }
}
