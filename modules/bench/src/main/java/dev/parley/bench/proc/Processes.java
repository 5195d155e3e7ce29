package dev.parley.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes that make up a server, as Linux tells of them.
 *
 * @param proc where that is mounted
 */
public record Processes(Path proc, List<Long> pids) {

    // Linux has shown times of processes in hundredths of a second, on every architecture that has a JVM.
    private static final long NANOS_PER_TICK = 10_000_000;
    // Counted from behind the name, which is in parentheses and may hold anything.
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final long KIB = 1024;

    public Processes {
        pids = List.copyOf(pids);
    }

    public static Processes of(List<Long> pids) {
        return new Processes(Path.of("/proc"), pids);
    }

    /** User and system time that they have used together, in nanoseconds. */
    public long cpuNanos() {
        return pids.stream().mapToLong(this::cpuNanos).sum();
    }

    private long cpuNanos(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * NANOS_PER_TICK;
    }

    /** Their resident memory together, in bytes. */
    public long residentBytes() {
        return pids.stream().mapToLong(this::residentBytes).sum();
    }

    private long residentBytes(long pid) {
        String line = read(pid, "status")
                .lines()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
        return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
    }

    private String read(long pid, String file) {
        try {
            return Files.readString(proc.resolve(String.valueOf(pid)).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            throw new UncheckedIOException("process " + pid + " has ended", gone);
        }
    }
}
