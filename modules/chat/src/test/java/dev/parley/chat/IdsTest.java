package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.IdForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ids look like and how they sort. */
class IdsTest {

    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final AtomicLong millis = new AtomicLong(NOW);
    private final Ids ids = new Ids(() -> Instant.ofEpochMilli(millis.get()));

    @ParameterizedTest
    @EnumSource(IdForm.class)
    void theySortInTheOrderOfMakingWhateverTheClockDoes(IdForm form) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (i % 7_000 == 0) millis.addAndGet(i % 2 == 0 ? 3 : -5_000);
            made.add(ids.next(form));
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aUuidIsOfVersion7WithItsTime() {
        UUID id = UUID.fromString(ids.next(IdForm.UUID));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }

    @Test
    void hexIsTwelveBytesWithItsTime() {
        String id = ids.next(IdForm.HEX);
        assertThat(id).matches("[0-9a-f]{24}");
        assertThat(Long.parseLong(id.substring(0, 8), 16)).isEqualTo(NOW / 1_000);
    }

    @Test
    void twoNodesMakeDifferentOnes() {
        var other = new Ids(() -> Instant.ofEpochMilli(millis.get()));
        for (IdForm form : IdForm.values()) assertThat(ids.next(form)).isNotEqualTo(other.next(form));
    }
}
