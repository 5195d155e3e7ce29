package dev.parley.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotTest {

    @TempDir
    private Path folder;

    @Test
    void rigsAtTheSameTimeHaveDifferentOnes() throws IOException {
        try (Slot first = Slot.take(folder);
                Slot second = Slot.take(folder)) {
            assertThat(first.number()).isZero();
            assertThat(second.number()).isOne();
        }
    }

    @Test
    void whatARigLeavesIsTakenByTheNext() throws IOException {
        Slot.take(folder).close();
        try (Slot next = Slot.take(folder)) {
            assertThat(next.number()).isZero();
        }
    }
}
