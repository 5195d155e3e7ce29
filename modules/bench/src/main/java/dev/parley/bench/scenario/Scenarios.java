package dev.parley.bench.scenario;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/** All that there is to measure. */
public final class Scenarios {

    private static final int SMALL = 100;
    private static final int LARGE = 4_000;
    private static final int MOST = 15_000;
    private static final long OTHER_FILES = 1_000;
    private static final Set<String> QUICK = Set.of("room-1000", "room-1000-8", "rooms-100x10", "acks", "connect");

    private Scenarios() {}

    /** In the order in which they are played: those of one node first. */
    public static List<Scenario> all() {
        return List.of(
                FanOut.of("room-1000", 1, 1_000, 2, SMALL),
                FanOut.of("room-1000-8", 1, 1_000, 8, SMALL),
                FanOut.of("room-1000-4kB", 1, 1_000, 2, LARGE),
                FanOut.of("room-1000-http", 1, 1_000, 2, SMALL).by(FanOut.By.HTTP),
                FanOut.of("rooms-100x10", 100, 10, 8, SMALL),
                FanOut.of("rooms-100x10-http", 100, 10, 8, SMALL).by(FanOut.By.HTTP),
                FanOut.of("rooms-1000x2", 1_000, 2, 32, SMALL),
                FanOut.of("latency-1000", 1, 1_000, 2, SMALL).atHalf(),
                FanOut.of("latency-100x10", 100, 10, 8, SMALL).atHalf(),
                FanOut.of("polling-200", 1, 200, 2, SMALL).reaching(FanOut.Reach.POLLING),
                new Acks("acks", 200, 2, 40_000),
                new Storm("connect", 50, 1_500),
                new Chat("chat-50", 50, 1),
                FanOut.of("room-15000", 1, many(), 1, SMALL).atHalf(),
                new Idle("idle-15000", many()),
                FanOut.of("nodes-1x999", 1, 999, 2, SMALL).onNodes(3),
                FanOut.of("nodes-333x3", 333, 3, 32, SMALL).onNodes(3));
    }

    /** Fewer where this process may not open so many connections; the report tells how many there were. */
    private static int many() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.clamp(system.getMaxFileDescriptorCount() - OTHER_FILES, SMALL, MOST)
                : MOST;
    }

    /** Those that tell most in little time. */
    public static List<Scenario> quick() {
        return all().stream().filter(each -> QUICK.contains(each.name())).toList();
    }
}
