package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static Excerpt<Integer> whole(Map<String, Integer> entries) {
        return new Excerpt<>(new TreeMap<>(entries), false);
    }

    private static Excerpt<Integer> cut(Map<String, Integer> entries) {
        return new Excerpt<>(new TreeMap<>(entries), true);
    }

    @Nested
    class Together {

        @Test
        void whatSeveralListsHaveIsSummedUp() {
            var all = Excerpt.merge(
                    List.of(whole(Map.of("a", 1, "c", 2)), whole(Map.of("b", 3, "c", 4))), 10, Integer::sum);
            assertThat(all).isEqualTo(whole(Map.of("a", 1, "b", 3, "c", 6)));
        }

        @Test
        void nothingIsSaidOfWhatLiesBehindTheEndOfAnExcerpt() {
            // The first list may have a "d" too, which is not in its excerpt.
            var all = Excerpt.merge(
                    List.of(cut(Map.of("a", 1, "b", 1)), whole(Map.of("a", 1, "d", 1))), 10, Integer::sum);
            assertThat(all).isEqualTo(cut(Map.of("a", 2, "b", 1)));
        }

        @Test
        void theShortestExcerptDecides() {
            var all = Excerpt.merge(List.of(cut(Map.of("a", 1, "z", 1)), cut(Map.of("b", 1))), 10, Integer::sum);
            assertThat(all).isEqualTo(cut(Map.of("a", 1, "b", 1)));
        }

        @Test
        void asManyAsTheLimitAreThere() {
            List<Excerpt<Integer>> parts = List.of(whole(Map.of("a", 1, "d", 1)), whole(Map.of("b", 1, "c", 1)));
            assertThat(Excerpt.merge(parts, 2, Integer::sum)).isEqualTo(cut(Map.of("a", 1, "b", 1)));
            assertThat(Excerpt.merge(parts, 4, Integer::sum).more()).isFalse();
        }

        @Test
        void nobodyHasNothing() {
            assertThat(Excerpt.merge(List.of(), 10, Integer::sum)).isEqualTo(Excerpt.none());
        }
    }

    @Nested
    class InBytes {

        @Test
        void whatHasNoRoomIsForTheNextTime() {
            assertThat(whole(Map.of("aa", 1, "bb", 2, "cc", 3)).within(12, count -> 4))
                    .isEqualTo(cut(Map.of("aa", 1, "bb", 2)));
        }

        @Test
        void theFirstIsThereHoweverLargeItIs() {
            assertThat(whole(Map.of("a", 1, "b", 2)).within(1, count -> 4)).isEqualTo(cut(Map.of("a", 1)));
        }

        @Test
        void whatHasRoomStaysAsItIs() {
            assertThat(whole(Map.of("a", 1, "b", 2)).within(10, count -> 4)).isEqualTo(whole(Map.of("a", 1, "b", 2)));
        }
    }
}
