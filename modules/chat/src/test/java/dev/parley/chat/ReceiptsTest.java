package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatEvent.DeliveredMoved;
import dev.parley.bus.chat.ChatEvent.ReadMoved;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.MarkDelivered;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.Marked;
import dev.parley.bus.chat.MessageQuestion.ReadMessage;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.bus.chat.Seat;
import dev.parley.bus.chat.Unread;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far members have read, and what is left. */
class ReceiptsTest {

    private static final ChatConfig FEW =
            new ChatConfig(10_000, 16_000, 128, 1_000, 1_000, 200, 20, 100, 10_000, Duration.ofMinutes(1));

    private static int rooms;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture(FEW);

    private ChatNode node;
    private String room;
    private String bob;
    private List<ChatMessage> sent;

    @BeforeEach
    void aRoomWithTenMessages() {
        node = CHAT.node();
        room = "room-" + rooms++;
        bob = "bob-" + room;
        node.room(room, "ann", bob);
        sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) sent.add(node.send(room, "ann", "text"));
        node.events.clear();
    }

    private Marked read(long seq) {
        return node.told(new MarkRead(AT, room, bob, seq));
    }

    private ReadMessage readOne(long seq) {
        return node.told(new MarkMessageRead(AT, sent.get((int) seq - 1).id(), bob));
    }

    private Unread unread() {
        UnreadRooms unread = node.told(new UnreadOf(AT, bob));
        assertThat(unread.total()).isEqualTo(unread.rooms().getOrDefault(room, Unread.NONE));
        return unread.total();
    }

    @Nested
    class Read {

        @Test
        void itNeverGoesBack() {
            assertThat(read(4).moved()).isTrue();
            assertThat(read(3).moved()).isFalse();
            assertThat(read(4).moved()).isFalse();
            assertThat(read(4).seat().read()).isEqualTo(4);
            assertThat(node.events(ReadMoved.class)).hasSize(1);
            assertThat(unread()).isEqualTo(new Unread(6, false));
        }

        @Test
        void itEndsAtTheNewestMessage() {
            assertThat(read(Long.MAX_VALUE).seat().read()).isEqualTo(10);
            node.send(room, "ann", "one more");
            assertThat(unread()).isEqualTo(new Unread(1, false));
            assertThat(read(-5).moved()).isFalse();
        }

        @Test
        void whatIsReadIsDelivered() {
            assertThat(read(4).seat().delivered()).isEqualTo(4);
            Marked delivered = node.told(new MarkDelivered(AT, room, bob, 7));
            assertThat(delivered.moved()).isTrue();
            assertThat(delivered.seat().delivered()).isEqualTo(7);
            assertThat(delivered.seat().read()).isEqualTo(4);
            assertThat(node.told(new MarkDelivered(AT, room, bob, 3)).moved()).isFalse();
            assertThat(node.events(DeliveredMoved.class)).hasSize(1);
        }

        @Test
        void itTellsWhoAndWhen() {
            node.told(new PutUser(AT, bob, Optional.of("Bob"), RawJson.EMPTY_OBJECT));
            read(4);
            ReadMoved told = node.events(ReadMoved.class).getFirst();
            assertThat(told.seat()).isEqualTo(new Seat(room, bob, 4, 4, Set.of(), Optional.of(CHAT.now())));
            assertThat(told.message()).isEmpty();
            assertThat(told.users().get(bob).name()).contains("Bob");
        }

        @Test
        void onlyByMembers() {
            assertThat(node.refused(new MarkRead(AT, room, "eve", 4))).isEqualTo(ChatFault.NOT_A_MEMBER);
            assertThat(node.refused(new MarkDelivered(AT, room, "eve", 4))).isEqualTo(ChatFault.NOT_A_MEMBER);
            assertThat(node.refused(new MarkRead(AT, "nowhere", bob, 4))).isEqualTo(ChatFault.UNKNOWN_ROOM);
        }
    }

    @Nested
    class OneByOne {

        @Test
        void nothingIsSaidOfThoseBefore() {
            ReadMessage read = readOne(5);
            assertThat(read.moved()).isTrue();
            assertThat(read.seat().hasRead(5)).isTrue();
            assertThat(read.seat().hasRead(4)).isFalse();
            assertThat(readOne(5).moved()).isFalse();
            assertThat(unread()).isEqualTo(new Unread(9, false));
            assertThat(node.events(ReadMoved.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.message()).contains(sent.get(4)));
        }

        @Test
        void theWatermarkPassesThem() {
            readOne(3);
            readOne(2);
            assertThat(readOne(1).seat()).isEqualTo(new Seat(room, bob, 3, 3, Set.of(), Optional.of(CHAT.now())));
            readOne(8);
            assertThat(read(7).seat().readApart()).containsExactly(8L);
            assertThat(read(9).seat().readApart()).isEmpty();
            assertThat(readOne(8).moved()).isFalse();
            assertThat(unread()).isEqualTo(new Unread(1, false));
        }

        @Test
        void notOnesOwnAndNotByStrangers() {
            String id = sent.getFirst().id();
            assertThat(node.refused(new MarkMessageRead(AT, id, "ann"))).isEqualTo(ChatFault.NOT_ADDRESSED);
            assertThat(node.refused(new MarkMessageRead(AT, id, "eve"))).isEqualTo(ChatFault.NOT_ADDRESSED);
            assertThat(node.refused(new MarkMessageRead(AT, "none", bob))).isEqualTo(ChatFault.UNKNOWN_MESSAGE);
        }
    }

    @Nested
    class Unreads {

        @Test
        void onesOwnAndDeletedOnesDoNotCount() {
            node.send(room, bob, "mine");
            node.told(new DeleteMessage(AT, sent.get(2).id(), Optional.of("ann")));
            assertThat(unread()).isEqualTo(new Unread(9, false));
        }

        @Test
        void noMoreThanSoManyAreLookedAt() {
            for (int i = 0; i < 10; i++) node.send(room, "ann", "text");
            assertThat(unread()).isEqualTo(new Unread(20, false));
            node.send(room, "ann", "text");
            assertThat(unread()).isEqualTo(new Unread(20, true));
            read(1);
            assertThat(unread()).isEqualTo(new Unread(20, false));
        }

        @Test
        void roomsWithoutAnyAreNotAmongThem() {
            node.room(room + "-b", "ann", bob);
            node.room(room + "-c", "ann", bob);
            node.send(room + "-b", "ann", "text");
            read(10);
            UnreadRooms unread = node.told(new UnreadOf(AT, bob));
            assertThat(unread.rooms()).containsOnlyKeys(room + "-b");
            assertThat(unread.total()).isEqualTo(new Unread(1, false));
        }

        @Test
        void whoIsAMemberNoMoreHasNothingToRead() {
            node.told(new RemoveMember(AT, room, bob));
            assertThat(unread()).isEqualTo(Unread.NONE);
        }

        @Test
        void whatIsTooOldDoesNotCount() {
            node.told(new UpdateRoom(AT, room, Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(1))));
            CHAT.pass(Duration.ofHours(2));
            assertThat(unread()).isEqualTo(Unread.NONE);
            node.send(room, "ann", "text");
            assertThat(unread()).isEqualTo(new Unread(1, false));
        }
    }
}
