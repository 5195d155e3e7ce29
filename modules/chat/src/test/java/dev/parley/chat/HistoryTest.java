package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.Around;
import dev.parley.bus.chat.MessageQuestion.Before;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.HistoryPage;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.MessageListing;
import dev.parley.bus.chat.MessageQuestion.MessagesOf;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.DeleteRoom;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.bus.chat.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading what was said: by cursor, by page, with tombstones and without. */
class HistoryTest {

    private static int rooms;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private ChatNode node;
    private String room;
    private List<ChatMessage> sent;

    @BeforeEach
    void aRoomOfTwenty() {
        node = CHAT.node();
        room = "room-" + rooms++;
        node.room(room, "ann", "bob");
        sent = new ArrayList<>();
        for (int i = 1; i <= 20; i++) sent.add(node.send(room, i % 2 == 0 ? "ann" : "bob", "text " + i));
    }

    private HistoryPart part(Range range, int limit, boolean tombstones) {
        return node.told(new History(AT, room, Optional.of("ann"), range, limit, tombstones));
    }

    private void assertPart(HistoryPart part, long from, long to, boolean moreBefore, boolean moreAfter) {
        assertThat(part.messages())
                .extracting(ChatMessage::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(from, to).boxed().toList());
        assertThat(part.moreBefore()).as("more before").isEqualTo(moreBefore);
        assertThat(part.moreAfter()).as("more after").isEqualTo(moreAfter);
    }

    private void delete(long... seqs) {
        for (long seq : seqs) {
            node.told(new DeleteMessage(AT, sent.get((int) seq - 1).id(), Optional.empty()));
        }
    }

    @Nested
    class ByCursor {

        @Test
        void theNewest() {
            assertPart(part(new Latest(), 5, true), 16, 20, true, false);
            assertPart(part(new Latest(), 20, true), 1, 20, false, false);
            assertPart(part(new Latest(), 200, true), 1, 20, false, false);
        }

        @Test
        void thoseBefore() {
            assertPart(part(new Before(16), 5, true), 11, 15, true, true);
            assertPart(part(new Before(6), 5, true), 1, 5, false, true);
            assertPart(part(new Before(3), 5, true), 1, 2, false, true);
            assertPart(part(new Before(1), 5, true), 1, 0, false, true);
            assertPart(part(new Before(-7), 5, true), 1, 0, false, true);
            assertPart(part(new Before(21), 5, true), 16, 20, true, false);
            assertPart(part(new Before(Long.MAX_VALUE), 5, true), 16, 20, true, false);
            assertPart(part(new Before(Long.MIN_VALUE), 5, true), 1, 0, false, true);
        }

        @Test
        void thoseAfter() {
            assertPart(part(new After(5), 5, true), 6, 10, true, true);
            assertPart(part(new After(15), 5, true), 16, 20, true, false);
            assertPart(part(new After(18), 5, true), 19, 20, true, false);
            assertPart(part(new After(20), 5, true), 1, 0, true, false);
            assertPart(part(new After(0), 5, true), 1, 5, false, true);
            assertPart(part(new After(-9), 5, true), 1, 5, false, true);
            assertPart(part(new After(Long.MAX_VALUE), 5, true), 1, 0, true, false);
            assertPart(part(new After(Long.MIN_VALUE), 5, true), 1, 5, false, true);
        }

        @Test
        void thoseAround() {
            assertPart(part(new Around(10), 5, true), 8, 12, true, true);
            assertPart(part(new Around(10), 1, true), 10, 10, true, true);
            assertPart(part(new Around(1), 5, true), 1, 3, false, true);
            assertPart(part(new Around(20), 5, true), 18, 20, true, false);
            assertPart(part(new Around(99), 5, true), 19, 20, true, false);
            assertPart(part(new Around(-3), 5, true), 1, 2, false, true);
        }

        @Test
        void noMoreThanTheLimitOfAnAnswer() {
            assertThat(part(new Latest(), 0, true).messages()).hasSize(1);
            for (int i = 0; i < 190; i++) node.send(room, "ann", "more");
            assertThat(part(new Latest(), Integer.MAX_VALUE, true).messages()).hasSize(200);
        }

        @Test
        void ofARoomWithoutMessages() {
            node.room(room + "-empty", "ann");
            for (Range range : List.of(new Latest(), new Before(5), new After(0), new Around(1))) {
                HistoryPart part = node.history(room + "-empty", range, 10);
                assertThat(part.messages()).isEmpty();
                assertThat(part.moreBefore() || part.moreAfter()).isFalse();
            }
        }
    }

    @Nested
    class WithTombstones {

        @BeforeEach
        void someAreDeleted() {
            delete(1, 5, 10, 11, 12, 13, 20);
        }

        @Test
        void theyKeepTheirPlacesAndNothingElse() {
            HistoryPart part = part(new Around(10), 5, true);
            assertPart(part, 8, 12, true, true);
            ChatMessage tombstone = part.messages().get(2);
            assertThat(tombstone.deleted()).isPresent();
            assertThat(tombstone.text()).isEmpty();
            assertThat(tombstone.user()).isEqualTo("ann");
            assertThat(tombstone.id()).isEqualTo(sent.get(9).id());
        }

        @Test
        void orAreLeftOut() {
            assertSeqs(part(new Latest(), 5, false), List.of(15L, 16L, 17L, 18L, 19L), true, false);
            assertSeqs(part(new Before(15), 5, false), List.of(6L, 7L, 8L, 9L, 14L), true, true);
            assertSeqs(part(new After(8), 3, false), List.of(9L, 14L, 15L), true, true);
            assertSeqs(part(new Around(11), 5, false), List.of(8L, 9L, 14L, 15L), true, true);
            assertSeqs(part(new Before(3), 5, false), List.of(2L), false, true);
            assertSeqs(part(new After(18), 5, false), List.of(19L), true, false);
            assertSeqs(part(new After(19), 5, false), List.of(), true, false);
        }

        private void assertSeqs(HistoryPart part, List<Long> seqs, boolean moreBefore, boolean moreAfter) {
            assertThat(part.messages()).extracting(ChatMessage::seq).containsExactlyElementsOf(seqs);
            assertThat(part.moreBefore()).isEqualTo(moreBefore);
            assertThat(part.moreAfter()).isEqualTo(moreAfter);
        }

        @Test
        void aRoomOfTombstonesIsEmptyWithoutThem() {
            delete(LongStream.rangeClosed(1, 20).toArray());
            assertSeqs(part(new Latest(), 5, false), List.of(), false, false);
            assertPart(part(new Latest(), 5, true), 16, 20, true, false);
        }

        @Test
        void pagesLeaveThemOut() {
            assertPage(1, 5, 19, 18, 17, 16, 15);
            assertPage(2, 5, 14, 9, 8, 7, 6);
            assertPage(3, 5, 4, 3, 2);
            assertPage(4, 5);
        }
    }

    private void assertPage(int number, int size, long... seqs) {
        MessageListing page = node.told(new HistoryPage(AT, room, Optional.of("bob"), new Page(number, size)));
        assertThat(page.messages().items())
                .extracting(ChatMessage::seq)
                .containsExactlyElementsOf(LongStream.of(seqs).boxed().toList());
        assertThat(page.messages().total()).isEqualTo(13);
    }

    @Test
    void aPageOfARoomWithoutTombstones() {
        MessageListing page = node.told(new HistoryPage(AT, room, Optional.empty(), new Page(3, 8)));
        assertThat(page.messages().items()).extracting(ChatMessage::seq).containsExactly(4L, 3L, 2L, 1L);
        assertThat(page.messages().total()).isEqualTo(20);
        assertThat(page.messages().pages(new Page(3, 8))).isEqualTo(3);
        assertThat(page.rooms()).extracting(each -> each.id()).containsExactly(room);
    }

    @Nested
    class InADirectConversation {

        private String ann;
        private String bob;
        private String eve;

        @BeforeEach
        void directMessages() {
            ann = "ann-" + room;
            bob = "bob-" + room;
            eve = "eve-" + room;
            for (int i = 0; i < 10; i++) {
                CHAT.pass(Duration.ofSeconds(1));
                direct(ann, bob, "ab " + i);
                CHAT.pass(Duration.ofSeconds(1));
                if (i % 3 == 0) direct(eve, ann, "ea " + i);
            }
        }

        private ChatMessage direct(String from, String to, String text) {
            return node.told(ChatNode.sendTo(new ToUser(to), from, text)).message();
        }

        private List<String> texts(String user, int page, int size) {
            return node.told(new MessagesOf(AT, user, new Page(page, size))).messages().items().stream()
                    .map(ChatMessage::text)
                    .toList();
        }

        @Test
        void historyTellsTheSeats() {
            String id = direct(ann, bob, "last").room();
            HistoryPart part = node.told(new History(AT, id, Optional.of(ann), new Latest(), 1, true));
            assertThat(part.seats()).extracting(Seat::user).containsExactlyInAnyOrder(ann, bob);
        }

        @Test
        void messagesOfAllConversationsAreMerged() {
            assertThat(texts(ann, 1, 5)).containsExactly("ea 9", "ab 9", "ab 8", "ab 7", "ea 6");
            assertThat(texts(ann, 2, 5)).containsExactly("ab 6", "ab 5", "ab 4", "ea 3", "ab 3");
            assertThat(texts(ann, 3, 5)).containsExactly("ab 2", "ab 1", "ea 0", "ab 0");
            assertThat(texts(ann, 4, 5)).isEmpty();
            assertThat(node.told(new MessagesOf(AT, ann, new Page(1, 5)))
                            .messages()
                            .total())
                    .isEqualTo(14);
            assertThat(node.told(new MessagesOf(AT, ann, new Page(1, 5))).rooms())
                    .hasSize(2);
        }

        @Test
        void aUserWithOneConversationSeesThatOne() {
            assertThat(texts(eve, 1, 3)).containsExactly("ea 9", "ea 6", "ea 3");
            assertThat(texts("nobody-" + room, 1, 3)).isEmpty();
        }
    }

    @Nested
    class IsRefused {

        private ChatFault refused(String room, String reader) {
            return node.refused(new History(AT, room, Optional.of(reader), new Latest(), 5, true));
        }

        @Test
        void toWhoIsNoMember() {
            assertThat(refused(room, "eve")).isEqualTo(ChatFault.NOT_A_MEMBER);
            assertThat(node.refused(new HistoryPage(AT, room, Optional.of("eve"), new Page(1, 5))))
                    .isEqualTo(ChatFault.NOT_A_MEMBER);
        }

        @Test
        void ofARoomThatIsNotThere() {
            assertThat(refused("nowhere", "ann")).isEqualTo(ChatFault.UNKNOWN_ROOM);
            node.told(new DeleteRoom(AT, room));
            assertThat(refused(room, "ann")).isEqualTo(ChatFault.UNKNOWN_ROOM);
        }
    }

    @Test
    void whatIsOlderThanTheRoomKeepsItIsNotRead() {
        node.told(new UpdateRoom(AT, room, Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(1))));
        CHAT.pass(Duration.ofMinutes(50));
        for (int i = 21; i <= 25; i++) node.send(room, "ann", "text " + i);
        CHAT.pass(Duration.ofMinutes(20));
        assertPart(part(new Latest(), 50, true), 21, 25, false, false);
        assertPart(part(new Latest(), 5, true), 21, 25, false, false);
        assertPart(part(new After(0), 2, true), 21, 22, false, true);
        assertPart(part(new Before(23), 5, true), 21, 22, false, true);
        assertPart(part(new Around(3), 5, true), 21, 22, false, true);
        CHAT.pass(Duration.ofHours(1));
        assertPart(part(new Latest(), 50, true), 1, 0, false, false);
        assertThat(node.send(room, "ann", "new").seq()).isEqualTo(26);
        assertPart(part(new Latest(), 50, true), 26, 26, false, false);
    }
}
