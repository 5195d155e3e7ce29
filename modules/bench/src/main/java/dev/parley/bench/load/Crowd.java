package dev.parley.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Connects many clients, no more than a few at the same time. Owned by its loop. */
public final class Crowd {

    private static final int AT_ONCE = 64;
    private static final Duration STALLED = Duration.ofSeconds(60);

    private final Loop loop;
    private final List<Member> members = new ArrayList<>();
    private int numbered;
    private int ready;

    public Crowd(Loop loop) {
        this.loop = loop;
    }

    /** One more is connected and in its rooms; listeners of clients call it. */
    public void countReady() {
        ready++;
    }

    public List<Member> members() {
        return members;
    }

    /** Adds one that begins to connect. */
    public void add(Member member) {
        members.add(member);
    }

    /** Lets the function connect so many more, by their numbers, and waits until all are in their rooms. */
    public void gather(int count, IntConsumer connecting) {
        int first = numbered;
        numbered += count;
        for (int i = first; i < first + count; i++) {
            if (i - ready >= AT_ONCE) {
                int enough = i - AT_ONCE / 2;
                loop.until(() -> ready >= enough, STALLED, "clients " + enough + " and before are in their rooms");
            }
            connecting.accept(i);
        }
        loop.until(() -> ready >= first + count, STALLED, "all " + (first + count) + " clients are in their rooms");
    }
}
