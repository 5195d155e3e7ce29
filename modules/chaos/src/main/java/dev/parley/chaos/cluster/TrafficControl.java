package dev.parley.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code tc} does to the packets that a namespace sends: netem where the kernel has it; else a filter that drops some, and
 * a link that is narrower than what goes through it. Owned by the thread that does the harm.
 */
final class TrafficControl {

    private static final String DEV = "dev eth0 ";

    /** Ten percent: in classic BPF, a random word below a tenth of all is dropped (2), another goes on (-1). */
    private static final String DROP_SOME = "4,32 0 0 4294963256,53 1 0 429496730,6 0 0 2,6 0 0 4294967295";

    private static final Map<Fault.Kind, String> NETEM =
            Map.of(Fault.Kind.DELAY, "netem delay 100ms 50ms", Fault.Kind.LOSS, "netem loss 10%");

    private static final double NARROW = 0.8;
    private static final long LEAST_RATE = 4_000;
    private static final Duration MEASURED_FOR = Duration.ofMillis(500);
    private static final double NANOS_PER_SECOND = 1e9;

    private final boolean netem;
    private final Map<Fault.Kind, String> refused = new EnumMap<>(Fault.Kind.class);

    /** Tries in a namespace what this kernel has. */
    TrafficControl(String namespace) {
        netem = tc(namespace, "qdisc add " + DEV + "root netem delay 1ms").status() == 0;
        if (!netem) {
            refuse(Fault.Kind.DELAY, narrow(namespace, LEAST_RATE));
            refuse(Fault.Kind.LOSS, drop(namespace));
        }
        calm(namespace);
    }

    private void refuse(Fault.Kind kind, Shell.Result tried) {
        if (tried.status() != 0) refused.put(kind, "no netem in this kernel, nor: " + tried.said());
    }

    Optional<String> refuses(Fault.Kind kind) {
        return Optional.ofNullable(refused.get(kind));
    }

    /** In which way it is done that is not the usual one. */
    Optional<String> way(Fault.Kind kind) {
        if (netem || refused.containsKey(kind)) return Optional.empty();
        return switch (kind) {
            case DELAY -> Optional.of("by a link that takes 80% of what the node sends: no netem in this kernel");
            case LOSS -> Optional.of("by a filter that drops 10%: no netem in this kernel");
            default -> Optional.empty();
        };
    }

    /**
     * Begins it.
     *
     * @param outside the interface of this machine at which comes what the namespace sends
     */
    void disturb(String namespace, String outside, Fault.Kind kind) throws InterruptedException {
        Shell.Result done;
        if (netem) done = tc(namespace, "qdisc replace " + DEV + "root " + NETEM.get(kind));
        else if (kind == Fault.Kind.LOSS) done = drop(namespace);
        else done = narrow(namespace, Math.max(LEAST_RATE, (long) (NARROW * rate(outside))));
        if (done.status() != 0) throw new IllegalStateException(kind + " in " + namespace + ": " + done.said());
    }

    /** Ends whatever there is. */
    void calm(String namespace) {
        tc(namespace, "qdisc del " + DEV + "root");
        tc(namespace, "qdisc del " + DEV + "clsact");
    }

    private static Shell.Result drop(String namespace) {
        Shell.Result made = tc(namespace, "qdisc add " + DEV + "clsact");
        if (made.status() != 0) return made;
        String filter = "tc -n " + namespace + " filter add " + DEV + "egress bpf direct-action bytecode";
        return Shell.run(Stream.concat(Stream.of(filter.split(" ")), Stream.of(DROP_SOME))
                .toArray(String[]::new));
    }

    /** Bytes in a second that go through; the others wait for up to half a second. */
    private static Shell.Result narrow(String namespace, long rate) {
        return tc(namespace, "qdisc replace " + DEV + "root tbf rate " + rate + "bps burst 4kb latency 500ms");
    }

    /** Bytes that come in a second. */
    private static double rate(String outside) throws InterruptedException {
        Path counter = Path.of("/sys/class/net", outside, "statistics/rx_bytes");
        long begin = System.nanoTime();
        long before = read(counter);
        Thread.sleep(MEASURED_FOR);
        return (read(counter) - before) / ((System.nanoTime() - begin) / NANOS_PER_SECOND);
    }

    private static long read(Path counter) {
        try {
            return Long.parseLong(Files.readString(counter).strip());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Shell.Result tc(String namespace, String words) {
        return Shell.line("tc -n " + namespace + " " + words);
    }
}
