package dev.parley.server.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts rounds and knows which of them count: one that a disturbed node took part in does not, nor one in which the others
 * had lost each other, as on a machine that does not let them run for seconds. Safe on every thread; one thread alone disturbs.
 */
final class BarrierWatch {

    /** The nodes are 1 to 3, and this is the one that things happen to. */
    static final int VICTIM = 3;

    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong disturbed = new AtomicLong();
    private final AtomicLong parted = new AtomicLong();
    private final Queue<String> missed = new ConcurrentLinkedQueue<>();

    /** Odd while something is happening to the victim. */
    private final AtomicInteger phase = new AtomicInteger();

    /** How often the others have lost each other and found each other again; odd while they are apart. */
    private final AtomicInteger partings = new AtomicInteger();

    private volatile boolean over;

    /** A round that goes on.
     *
     * @param phase when it began
     * @param partings how many there had been when it began
     */
    record Round(boolean withVictim, int phase, int partings) {}

    boolean goesOn() {
        return !over && missed.isEmpty();
    }

    void end() {
        over = true;
    }

    /** Three different nodes as long as all are well, and then two that take turns. */
    List<Integer> nodes(Random random) {
        if (isDisturbed()) return random.nextBoolean() ? List.of(1, 2, 2) : List.of(2, 1, 1);
        var nodes = new ArrayList<>(List.of(1, 2, VICTIM));
        Collections.shuffle(nodes, random);
        return nodes;
    }

    Round begins(List<Integer> nodes) {
        return new Round(nodes.contains(VICTIM), phase.get(), partings.get());
    }

    void heardOne() {
        heard.incrementAndGet();
    }

    void missed(Round round, String what) {
        boolean undisturbed = !round.withVictim || (round.phase == phase.get() && !isDisturbed());
        boolean together = round.partings == partings.get() && round.partings % 2 == 0;
        if (!undisturbed) disturbed.incrementAndGet();
        else if (!together) parted.incrementAndGet();
        else missed.add(what);
    }

    /** The others are seen to be together, or not; told by one thread. */
    void seen(boolean together) {
        boolean known = partings.get() % 2 == 0;
        if (together != known) partings.incrementAndGet();
    }

    private boolean isDisturbed() {
        return phase.get() % 2 == 1;
    }

    /** Something begins, or has ended. */
    void turn() {
        phase.incrementAndGet();
    }

    long heard() {
        return heard.get();
    }

    List<String> missed() {
        return List.copyOf(missed);
    }

    @Override
    public String toString() {
        return heard + " rounds heard, " + missed.size() + " missed, " + disturbed + " with a node that was disturbed, "
                + parted + " while the others had lost each other";
    }
}
