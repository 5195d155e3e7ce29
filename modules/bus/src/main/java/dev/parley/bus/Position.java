package dev.parley.bus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far somebody has heard each node's log: by node, the number of the last event that needs no repeating. Immutable;
 * a node that it does not name counts as 0.
 *
 * <p>Its text is what clients know as their offset: the version {@code 1}, then for each node its mark and the number, to
 * the base of 36, joined by full stops. Six characters stand for a node, so that the text stays short: with 1,000 nodes
 * that two of them share a mark happens once in 100,000 clusters.
 */
public final class Position {

    public static final Position EMPTY = new Position(new String[0], new long[0]);

    /** The longest text that is looked at. */
    public static final int MAX_LENGTH = 4_096;

    private static final String VERSION = "1";
    private static final int MARK = 6;
    private static final int BASE = 36;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Sorted. Shared between positions, never written to. */
    private final String[] marks;

    /** By the index of the mark; never 0. */
    private final long[] numbers;

    private Position(String[] marks, long[] numbers) {
        this.marks = marks;
        this.numbers = numbers;
    }

    /** How far that node's log has been heard; 0 if nothing of it has. */
    public long of(NodeId origin) {
        int at = Arrays.binarySearch(marks, mark(origin));
        return at < 0 ? 0 : numbers[at];
    }

    /** The position at which that node's log has been heard so far at least. */
    public Position with(NodeId origin, long number) {
        return with(mark(origin), number);
    }

    private Position with(String mark, long number) {
        if (number <= 0) return this;
        int at = Arrays.binarySearch(marks, mark);
        if (at >= 0) {
            if (numbers[at] >= number) return this;
            long[] raised = numbers.clone();
            raised[at] = number;
            return new Position(marks, raised);
        }
        int before = -at - 1;
        var more = new String[marks.length + 1];
        var their = new long[more.length];
        System.arraycopy(marks, 0, more, 0, before);
        System.arraycopy(numbers, 0, their, 0, before);
        more[before] = mark;
        their[before] = number;
        System.arraycopy(marks, before, more, before + 1, marks.length - before);
        System.arraycopy(numbers, before, their, before + 1, marks.length - before);
        return new Position(more, their);
    }

    /** The position that says nothing of that node. */
    public Position without(NodeId origin) {
        int at = Arrays.binarySearch(marks, mark(origin));
        if (at < 0) return this;
        var fewer = new String[marks.length - 1];
        var their = new long[fewer.length];
        System.arraycopy(marks, 0, fewer, 0, at);
        System.arraycopy(numbers, 0, their, 0, at);
        System.arraycopy(marks, at + 1, fewer, at, fewer.length - at);
        System.arraycopy(numbers, at + 1, their, at, fewer.length - at);
        return new Position(fewer, their);
    }

    /** Of each node the higher number. */
    public Position max(Position other) {
        if (other.marks.length > marks.length) return other.max(this);
        Position all = this;
        for (int i = 0; i < other.marks.length; i++) all = all.with(other.marks[i], other.numbers[i]);
        return all;
    }

    /** Reads the text of a position, as a client may have made it up: nothing if it is not one that {@link #text} writes. */
    public static Optional<Position> parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith(VERSION)) return Optional.empty();
        if (text.length() == VERSION.length()) return Optional.of(EMPTY);
        String[] parts = text.substring(VERSION.length()).split("\\.", -1);
        var marks = new String[parts.length];
        var numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].length() <= MARK) return Optional.empty();
            marks[i] = parts[i].substring(0, MARK);
            numbers[i] = number(parts[i].substring(MARK));
            boolean ascending = i == 0 || marks[i - 1].compareTo(marks[i]) < 0;
            if (numbers[i] <= 0 || !ascending || !isMark(marks[i])) return Optional.empty();
        }
        return Optional.of(new Position(marks, numbers));
    }

    /** 0 if it is no number, or is written in another way. */
    private static long number(String text) {
        try {
            long number = Long.parseLong(text, BASE);
            return Long.toString(number, BASE).equals(text) ? number : 0;
        } catch (NumberFormatException notOne) {
            return 0;
        }
    }

    private static boolean isMark(String text) {
        return text.chars().allMatch(each -> LETTERS.indexOf(each) >= 0);
    }

    /** What {@link #parse} reads. */
    public String text() {
        var text = new StringBuilder(1 + marks.length * 14).append(VERSION);
        for (int i = 0; i < marks.length; i++) {
            if (i > 0) text.append('.');
            text.append(marks[i]).append(Long.toString(numbers[i], BASE));
        }
        return text.toString();
    }

    /** What stands for a node: the same on all nodes, for good. */
    static String mark(NodeId node) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : node.value().getBytes(StandardCharsets.UTF_8)) hash = (hash ^ each) * 0x100000001b3L;
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash = (hash ^ (hash >>> 32)) >>> 1;
        var mark = new char[MARK];
        for (int i = 0; i < MARK; i++) {
            mark[i] = LETTERS.charAt((int) (hash % LETTERS.length()));
            hash /= LETTERS.length();
        }
        return new String(mark);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position that
                && Arrays.equals(marks, that.marks)
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(marks) + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return text();
    }
}
