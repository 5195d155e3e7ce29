package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Answer;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.NodeId;
import dev.parley.cluster.InquiryResult.Cause;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.cluster.InquiryResult.Missing;
import dev.parley.protocol.json.RawJson;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenInquiryTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final OpenInquiry inquiry = new OpenInquiry(List.of(A, B), 100, Integer.MAX_VALUE);

    private static Answer answer(String socket) {
        return new Answer(socket, RawJson.TRUE, List.of());
    }

    private static Answers answers(NodeId by, String... sockets) {
        return new Answers(
                by, 1, Arrays.stream(sockets).map(OpenInquiryTest::answer).toList(), 0, 0);
    }

    private static Answers silent(NodeId by, int sockets) {
        return new Answers(by, 1, List.of(), 0, sockets);
    }

    private Collected result() {
        assertThat(inquiry.result().isComplete()).as("there is a result").isTrue();
        return inquiry.result().result();
    }

    private void assertStillOpen() {
        assertThat(inquiry.result().isComplete()).as("there is a result").isFalse();
    }

    @Nested
    class IsOver {

        @Test
        void withTheFirstAnswerIfOneIsEnough() {
            var first = new OpenInquiry(List.of(A, B), 100, 1);
            first.hear(new Addressed(A, 1, 2));
            first.hear(silent(A, 1));
            assertThat(first.result().isComplete()).isFalse();
            first.hear(answers(A, "a1"));
            assertThat(first.result().result().answers()).containsExactly(answer("a1"));
            first.hear(answers(B, "b1"));
            assertThat(first.result().result().answers()).hasSize(1);
        }

        @Test
        void whenEverySocketOfEveryNodeHasAnswered() {
            inquiry.hear(new Addressed(A, 1, 2));
            inquiry.hear(answers(A, "a1"));
            inquiry.hear(answers(A, "a2"));
            assertStillOpen();
            inquiry.hear(new Addressed(B, 1, 1));
            assertStillOpen();
            inquiry.hear(answers(B, "b1"));

            assertThat(result())
                    .isEqualTo(
                            new Collected(3, 3, List.of(answer("a1"), answer("a2"), answer("b1")), false, List.of()));
            assertThat(result().complete()).isTrue();
        }

        @Test
        void alsoWhenAnswersCameBeforeTheirNumber() {
            inquiry.hear(answers(A, "a1"));
            inquiry.hear(new Addressed(B, 1, 0));
            assertStillOpen();
            inquiry.hear(new Addressed(A, 1, 1));
            assertThat(result().complete()).isTrue();
        }

        @Test
        void withoutWaitingForSocketsThatWillNeverAnswer() {
            inquiry.hear(new Addressed(A, 1, 3));
            inquiry.hear(new Addressed(B, 1, 1));
            inquiry.hear(answers(A, "a1"));
            inquiry.hear(silent(A, 2));
            assertStillOpen();
            inquiry.hear(answers(B, "b1"));

            assertThat(result().addressed()).isEqualTo(4);
            assertThat(result().answered()).isEqualTo(2);
            assertThat(result().complete()).isFalse();
            assertThat(result().missing()).containsExactly(new Missing(A, Cause.UNANSWERED, OptionalInt.of(3), 1));
        }

        @Test
        void withoutWaitingForANodeThatHasLeft() {
            inquiry.hear(new Addressed(A, 1, 1));
            inquiry.hear(answers(A, "a1"));
            inquiry.hear(new Addressed(B, 1, 2));
            inquiry.hear(answers(B, "b1"));
            inquiry.left(B);

            assertThat(result().addressed()).isEqualTo(3);
            assertThat(result().answered()).isEqualTo(2);
            assertThat(result().missing()).containsExactly(new Missing(B, Cause.LEFT, OptionalInt.of(2), 1));
        }

        @Test
        void whenItsTimeIsAndNamesWhoDidNotEvenReport() {
            inquiry.hear(new Addressed(A, 1, 2));
            inquiry.finish();

            assertThat(result())
                    .isEqualTo(new Collected(
                            2,
                            0,
                            List.of(),
                            false,
                            List.of(
                                    new Missing(A, Cause.UNANSWERED, OptionalInt.of(2), 0),
                                    new Missing(B, Cause.SILENT, OptionalInt.empty(), 0))));
        }

        @Test
        void andWhatComesLaterChangesNothing() {
            inquiry.finish();
            Collected early = result();
            inquiry.hear(new Addressed(A, 1, 1));
            inquiry.hear(answers(A, "a1"));
            inquiry.left(B);
            assertThat(result()).isEqualTo(early);
        }
    }

    @Nested
    class Keeps {

        @Test
        void answersOfANodeThatHasNotReportedAndCountsTheirSockets() {
            inquiry.hear(answers(B, "b1"));
            inquiry.left(A);
            inquiry.finish();

            assertThat(result().addressed()).isEqualTo(1);
            assertThat(result().answered()).isEqualTo(1);
            assertThat(result().missing())
                    .containsExactly(
                            new Missing(A, Cause.LEFT, OptionalInt.empty(), 0),
                            new Missing(B, Cause.SILENT, OptionalInt.empty(), 1));
        }

        @Test
        void nothingOfNodesThatWereNotAsked() {
            inquiry.hear(answers(new NodeId("stranger"), "s1"));
            inquiry.left(new NodeId("stranger"));
            inquiry.finish();
            assertThat(result().answers()).isEmpty();
            assertThat(result().missing()).hasSize(2);
        }

        @Test
        void nothingBeyondTheLimitAndSaysSo() {
            var large = new Answer("a1", RawJson.string("x".repeat(58)), List.of(new byte[30]));
            var small = new Answer("a3", RawJson.TRUE, List.of());
            inquiry.hear(new Addressed(A, 1, 3));
            inquiry.hear(new Addressed(B, 1, 0));
            inquiry.hear(new Answers(A, 1, List.of(large, answer("a2"), small), 0, 0));

            assertThat(large.size()).isEqualTo(92);
            assertThat(result().answers()).containsExactly(large, answer("a2"));
            assertThat(result().answered()).isEqualTo(3);
            assertThat(result().truncated()).isTrue();
            assertThat(result().complete()).as("all have answered").isTrue();
        }

        @Test
        void countOfAnswersThatANodeKeptBack() {
            inquiry.hear(new Addressed(A, 1, 3));
            inquiry.hear(new Addressed(B, 1, 0));
            inquiry.hear(new Answers(A, 1, List.of(answer("a1")), 2, 0));

            assertThat(result().answered()).isEqualTo(3);
            assertThat(result().answers()).hasSize(1);
            assertThat(result().truncated()).isTrue();
        }
    }
}
