package dev.parley.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address that nobody listens on. */
public final class FreePorts {

    // Below the range from which systems take the ports of outgoing connections: hundreds of clients would hit one.
    private static final int FIRST = 10_000;
    private static final int BEHIND = 32_000;
    private static final int TRIES = 1_000;

    // Tests of two JVMs at a time do not take a port from one another between looking and listening.
    private static final int FORKS = 2;
    private static final int FORK = Integer.getInteger("parley.test.fork", 0) % FORKS;

    private FreePorts() {}

    public static int one() {
        return some(1).getFirst();
    }

    /** Different ports. */
    public static List<Integer> some(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int tries = 0; ports.size() < count; tries++) {
            if (tries > TRIES) throw new AssertionError("no free ports from " + FIRST + " to " + BEHIND);
            int port = ThreadLocalRandom.current().nextInt(FIRST / FORKS, BEHIND / FORKS) * FORKS + FORK;
            if (isFree(port)) ports.add(port);
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
