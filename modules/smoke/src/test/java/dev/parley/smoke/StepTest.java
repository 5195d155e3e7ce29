package dev.parley.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {

    /** What is sent: the event and its arguments. */
    private static String sent(String line) {
        return Step.of(line) instanceof Step.Ask ask ? ask.event() + " " + ask.args() : "nothing";
    }

    @Nested
    class ALine {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                ping                        | ping []
                join public:lobby           | join [{"room":"public:lobby"}]
                join lobby a.b.c            | join [{"room":"lobby","token":"a.b.c"}]
                join user 123               | join [{"room":"user:123","type":"user","id":"123"}]
                join vendor 456             | join [{"room":"vendor:456","type":"vendor","id":"456"}]
                leave public:lobby          | leave [{"room":"public:lobby"}]
                emit greet                  | greet []
                emit greet hello 7 true     | greet ["hello", 7, true]
                emit greet {"a": [1, 2]} [ ]| greet [{"a": [1, 2]}, [ ]]
                emit greet "two words" x    | greet ["two words", "x"]
                emit a {"t":"}\\" {"} b      | a [{"t":"}\\" {"}, "b"]
                emit a it's 5" {no          | nothing
                emit a it's 5"              | a ["it's", "5\\""]
                """)
        void isAnEvent(String line, String sent) {
            assertThat(sent(line)).isEqualTo(sent);
        }

        @Test
        void mayBeForTheClientItself() {
            assertThat(Step.of("wait message")).isEqualTo(new Step.Await("message"));
            assertThat(Step.of(" help ")).isEqualTo(new Step.Help());
            assertThat(Step.of("exit")).isEqualTo(new Step.Exit());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "   ", "# a comment", "  # ping"})
        void mayBeNothing(String line) {
            assertThat(Step.of(line)).isEqualTo(new Step.Nothing());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bananas",
                    "ping x",
                    "join",
                    "join a b c",
                    "leave",
                    "leave a b",
                    "emit",
                    "wait",
                    "emit connect",
                    "emit a {\"b\":",
                    "emit a \"b",
                    "emit a [1"
                })
        void mayBeWrong(String line) {
            assertThat(Step.of(line)).isInstanceOf(Step.Wrong.class);
        }
    }

    @Test
    void whatIsPrintedOfAJoinHasNoToken() {
        assertThat(Step.of("join lobby secret"))
                .isInstanceOfSatisfying(
                        Step.Ask.class, ask -> assertThat(ask.label()).isEqualTo("join lobby"));
    }

    @Test
    void helpTellsEachWord() {
        for (String word : Step.WORDS) assertThat(Step.USAGE).anyMatch(line -> line.startsWith(word));
    }
}
