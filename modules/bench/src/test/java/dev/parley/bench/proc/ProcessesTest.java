package dev.parley.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    @TempDir
    Path proc;

    @Test
    void timesAndMemoryOfAllProcessesAreAdded() throws IOException {
        process(1, "1 (java) S 0 1 1 0 -1 4194560 9 9 9 9 150 50 7 7 20 0 30 0", 1_000);
        process(2, "2 (a (worse) name) S 0 1 1 0 -1 4194560 9 9 9 9 1 2 7 7 20 0 30 0", 24);
        var processes = new Processes(proc, List.of(1L, 2L));
        assertThat(processes.cpuNanos()).isEqualTo(203 * 10_000_000L);
        assertThat(processes.residentBytes()).isEqualTo(1_024 * 1_024L);
    }

    private void process(int pid, String stat, int kib) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(folder.resolve("stat"), stat);
        Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t  77 kB\nVmRSS:\t  " + kib + " kB\n");
    }

    @Test
    void aProcessThatHasEndedIsAFaultThatNamesIt() {
        assertThatThrownBy(() -> new Processes(proc, List.of(7L)).cpuNanos()).hasMessageContaining("process 7");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessUsesTimeAndMemory() {
        var own = Processes.of(List.of(ProcessHandle.current().pid()));
        long before = own.cpuNanos();
        long sum = 0;
        while (own.cpuNanos() == before) sum += System.nanoTime();
        assertThat(sum).isNotZero();
        assertThat(own.residentBytes()).isBetween(1L << 20, 1L << 36);
    }
}
