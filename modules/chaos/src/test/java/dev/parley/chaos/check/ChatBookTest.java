package dev.parley.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.check.ChatBook.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatBookTest {

    private static final String ROOM = "chat-0";

    private final ChatBook book = new ChatBook();

    private void said(String... all) {
        for (String each : all) book.sending(ROOM, each);
    }

    private void acknowledged(String said, long number) {
        said(said);
        book.acknowledged(ROOM, new Message(number, said));
    }

    private Verdict judged(Message... history) {
        return book.judge(Map.of(ROOM, List.of(history)));
    }

    private static void isBroken(Verdict verdict, String kind) {
        assertThat(verdict.faults()).singleElement().asString().startsWith(kind + ": ");
    }

    @Test
    void everyAcknowledgedMessageOnceWithoutAGapIsKept() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        assertThat(judged(new Message(1, "a"), new Message(2, "b")).isGood()).isTrue();
    }

    @Test
    void anAcknowledgedMessageThatIsNotThereIsLost() {
        acknowledged("a", 1);
        isBroken(judged(), "lost");
    }

    @Test
    void oneThatWasNotAcknowledgedMayBeThereOrNot() {
        said("a", "b");
        assertThat(judged(new Message(1, "a")).isGood()).isTrue();
    }

    @Test
    void aMessageThatIsThereTwiceIsFoundEvenIfItWasNotAcknowledged() {
        said("a");
        isBroken(judged(new Message(1, "a"), new Message(2, "a")), "stored twice");
    }

    @Test
    void aGapInTheNumbersIsFound() {
        said("a", "b");
        isBroken(judged(new Message(1, "a"), new Message(3, "b")), "a gap");
    }

    @Test
    void aMessageWithAnotherNumberThanItsAcknowledgementsIsFound() {
        acknowledged("a", 2);
        said("b");
        isBroken(judged(new Message(1, "a"), new Message(2, "b")), "moved");
    }

    @Test
    void twoNumbersForOneMessageAreFound() {
        acknowledged("a", 1);
        acknowledged("a", 2);
        isBroken(judged(new Message(1, "a")), "numbered twice");
    }

    @Test
    void aMessageThatNobodySentIsFound() {
        said("a");
        isBroken(judged(new Message(1, "x")), "invented");
    }
}
