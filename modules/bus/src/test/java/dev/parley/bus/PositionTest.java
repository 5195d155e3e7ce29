package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    @Test
    void goesOnlyForward() {
        Position position = Position.EMPTY.with(A, 5).with(A, 3);
        assertThat(position.of(A)).isEqualTo(5);
        assertThat(position.of(B)).isZero();
        assertThat(position.with(A, 6).of(A)).isEqualTo(6);
        assertThat(position.without(A)).isEqualTo(Position.EMPTY);
    }

    @Test
    void ofTwoHasTheHigherNumbers() {
        Position one = Position.EMPTY.with(A, 5);
        Position other = Position.EMPTY.with(A, 3).with(B, 4);
        assertThat(one.max(other)).isEqualTo(Position.EMPTY.with(B, 4).with(A, 5));
        assertThat(other.max(one)).isEqualTo(one.max(other));
    }

    @Test
    void isReadAsItIsWritten() {
        var random = new Random(7);
        Position position = Position.EMPTY;
        Map<NodeId, Long> expected = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            var node = new NodeId("node-" + random.nextInt(100));
            long number = random.nextLong(1, 1L << random.nextInt(1, 63));
            position = position.with(node, number);
            expected.merge(node, number, Math::max);
            assertThat(Position.parse(position.text())).contains(position);
        }
        for (var each : expected.entrySet())
            assertThat(position.of(each.getKey())).isEqualTo(each.getValue());
    }

    /** They are in the hands of clients while nodes of two releases run. */
    @Test
    void keepsItsMarks() {
        assertThat(Position.EMPTY.text()).isEqualTo("1");
        assertThat(Position.mark(new NodeId("a"))).hasSize(6).isEqualTo(Position.mark(new NodeId("a")));
        assertThat(Position.EMPTY.with(A, 36).text()).isEqualTo("1" + Position.mark(A) + "10");
    }

    @Test
    void hasAMarkForEachOfManyNodes() {
        Set<String> marks = new HashSet<>();
        for (int i = 0; i < 10_000; i++) marks.add(Position.mark(new NodeId("node-" + i)));
        assertThat(marks).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "1.",
                "1abcdef",
                "1abcde1",
                "1abcdef0",
                "1abcdef-1",
                "1abcdef+1",
                "1abcdef01",
                "1abcdefA",
                "1abcdef1.",
                "1.abcdef1",
                "1abcdef1.abcdef2",
                "1bbcdef1.abcdef2",
                "1ab.def1",
                "1abcdé1f",
                "1abcdef1 ",
                "1abcdefzzzzzzzzzzzzzzz",
                "1abcdef\u0661"
            })
    void refusesWhatIsNotOne(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void doesNotLookAtWhatIsTooLong() {
        assertThat(Position.parse("1" + "abcdef1.".repeat(1_000))).isEmpty();
    }
}
