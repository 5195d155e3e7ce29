package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    private static final int NOT_UNDERSTOOD = 2;

    @TempDir
    Path root;

    @Test
    void whatIsNotKnownIsNotUnderstood() {
        assertThat(Bench.run("--root", root.toString(), "--only", "room-1000,nothing"))
                .isEqualTo(NOT_UNDERSTOOD);
        assertThat(Bench.run("--root", root.toString(), "--against", "sockjs")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(Bench.run("--fast")).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void scenariosCanBeListed() {
        assertThat(Bench.run("--list")).isZero();
    }
}
