package dev.parley.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.load.Overdue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a bare reference that listens nowhere: another run of the benchmarks may have its port. */
@EnabledOnOs(OS.LINUX)
class SiteTest {

    @TempDir
    Path root;

    private Site site(String script) throws IOException {
        Path program = root.resolve("modules/bench/target/bare");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Site(root, root.resolve("run"), List.of("java"));
    }

    @Test
    void aContenderRunsAtItsPortUntilItIsClosed() throws IOException {
        Servers servers = site("echo bare ready at $1; exec sleep 600").start(Contender.BARE, 1);
        try (servers) {
            assertThat(servers.areAlive()).isTrue();
            assertThat(servers.nodes())
                    .singleElement()
                    .satisfies(node -> assertThat(node.getPort()).isEqualTo(Contender.BARE.firstPort()));
            assertThat(servers.processes().residentBytes()).isPositive();
            assertThat(root.resolve("run/bare.log")).content().contains("at " + Contender.BARE.firstPort());
        }
        assertThat(servers.processes().pids()).isEmpty();
    }

    @Test
    void oneThatEndsByItselfIsNotAlive() throws Exception {
        try (Servers servers =
                site("echo bare ready; read never < /dev/null; exec sleep 0").start(Contender.BARE, 1)) {
            long pid = servers.processes().pids().getFirst();
            var process = ProcessHandle.of(pid);
            if (process.isPresent()) process.get().onExit().get();
            assertThat(servers.areAlive()).isFalse();
        }
    }

    @Test
    void oneThatCannotBeginIsToldOf() throws IOException {
        Site site = site("echo the port is taken; exit 1");
        assertThatThrownBy(() -> site.start(Contender.BARE, 1))
                .isInstanceOf(Overdue.class)
                .hasMessageContaining("the port is taken");
    }
}
