package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The newest message is found from any hint, with few questions, also while messages come. */
class HeadSearchTest {

    @Property
    void itFindsTheNewest(
            @ForAll @LongRange(max = 2_000_000) long head,
            @ForAll @LongRange(max = 2_000_000) long floor,
            @ForAll @LongRange(max = 4_000_000) long hint) {
        long start = Math.min(floor, head);
        var search = new HeadSearch(start, hint);
        int rounds = 0;
        while (!search.found()) {
            answer(search, start, head);
            assertThat(++rounds).isLessThan(9);
        }
        assertThat(search.head()).isEqualTo(head);
    }

    @Property
    void aGoodHintTakesOneQuestion(@ForAll @LongRange(max = 1_000_000) long head) {
        var search = new HeadSearch(0, head);
        assertThat(search.probes()).hasSizeLessThan(3);
        answer(search, 0, head);
        assertThat(search.found()).isTrue();
        assertThat(search.head()).isEqualTo(head);
    }

    @Property
    void itEndsAtOneThatWasTheNewestWhileMessagesCome(
            @ForAll @LongRange(max = 10_000) long head,
            @ForAll @LongRange(max = 20_000) long hint,
            @ForAll @LongRange(min = 1, max = 50) long more) {
        var search = new HeadSearch(0, hint);
        long now = head;
        for (int rounds = 0; !search.found(); rounds++) {
            Set<Long> probes = search.probes();
            long half = now;
            // Each question is answered in two parts, between which messages come.
            now += rounds < 5 ? more : 0;
            long later = now;
            search.learn(
                    probes,
                    probes.stream()
                            .filter(each -> each <= (each % 2 == 0 ? half : later))
                            .collect(Collectors.toSet()));
            assertThat(rounds).isLessThan(40);
        }
        assertThat(search.head()).isBetween(head, now);
    }

    private static void answer(HeadSearch search, long floor, long head) {
        Set<Long> probes = search.probes();
        // What is not beyond the floor may be gone.
        search.learn(
                probes,
                probes.stream().filter(each -> each > floor && each <= head).collect(Collectors.toSet()));
    }
}
