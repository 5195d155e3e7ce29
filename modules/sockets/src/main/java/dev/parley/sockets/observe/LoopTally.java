package dev.parley.sockets.observe;

import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.Tally.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much passes on one event loop, by second. Confined to that event loop. It is there while somebody wants to know, who
 * takes what there is again and again; what nobody has taken for {@value #MAX_SECONDS} seconds is forgotten.
 */
public final class LoopTally {

    private static final int MAX_SECONDS = 10;

    private final InstantSource clock;
    private final List<Tally.Count> past = new ArrayList<>();
    private final EnumMap<Kind, Long> amounts = new EnumMap<>(Kind.class);
    private final Map<String, Long> closed = new HashMap<>();
    private long second;

    public LoopTally(InstantSource clock) {
        this.clock = clock;
        this.second = now();
    }

    /** A connection is open. */
    public void opened() {
        add(Kind.OPENED, 1);
    }

    /**
     * A connection is over.
     *
     * @param reason in the words of Engine.IO servers
     */
    public void closed(String reason) {
        turn();
        closed.merge(reason, 1L, Long::sum);
    }

    /** A message of so many bytes has come. */
    public void received(int bytes) {
        add(Kind.PACKETS_IN, 1);
        amounts.merge(Kind.BYTES_IN, (long) bytes, Long::sum);
    }

    /** A message of so many bytes goes out. */
    public void sent(int bytes) {
        add(Kind.PACKETS_OUT, 1);
        amounts.merge(Kind.BYTES_OUT, (long) bytes, Long::sum);
    }

    private void add(Kind kind, long amount) {
        turn();
        amounts.merge(kind, amount, Long::sum);
    }

    /** What has been counted since it was last taken. */
    public List<Tally.Count> take() {
        keep();
        List<Tally.Count> all = List.copyOf(past);
        past.clear();
        return all;
    }

    private void turn() {
        long now = now();
        if (now == second) return;
        keep();
        second = now;
        past.removeIf(count -> count.second() < now - MAX_SECONDS);
    }

    private void keep() {
        amounts.forEach((kind, amount) -> past.add(new Tally.Count(second, kind, "", amount)));
        closed.forEach((reason, amount) -> past.add(new Tally.Count(second, Kind.CLOSED, reason, amount)));
        amounts.clear();
        closed.clear();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
