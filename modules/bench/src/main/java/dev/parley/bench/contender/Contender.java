package dev.parley.bench.contender;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who is measured. */
public enum Contender {
    PARLEY("Parley", 21_000),
    SOCKET_IO("socket.io", 21_100),
    NETTY_SOCKETIO("netty-socketio", 21_200),
    BARE("bare", 21_300);

    private static final long BARE_PER_SECOND = 100_000;

    // Below the range from which systems take the ports of outgoing connections; a hundred for each.
    private final int firstPort;
    private final String title;

    Contender(String title, int firstPort) {
        this.title = title;
        this.firstPort = firstPort;
    }

    int firstPort() {
        return firstPort;
    }

    /** What reports call it. */
    public String title() {
        return title;
    }

    /**
     * How many deliveries or answers a second are asked of it at most. The bare reference would outrun the generator, and what one
     * costs it does not depend on how many wait: it never sends two at once.
     */
    public long mostPerSecond() {
        return this == BARE ? BARE_PER_SECOND : Long.MAX_VALUE;
    }

    /** The one that is called so on the command line. */
    public static Contender named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.title.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no contender " + name + "; there are "
                        + Arrays.stream(values()).map(Contender::title).collect(Collectors.joining(", "))));
    }
}
