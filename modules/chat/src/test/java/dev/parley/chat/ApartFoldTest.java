package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.Seat;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredMessage;
import dev.parley.store.chat.StoredRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who reads very many messages one by one does not make a seat grow without end. */
class ApartFoldTest {

    private static final int MESSAGES = 2_100;
    private static int rooms;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private ChatStore store;
    private StoredRoom room;

    @BeforeEach
    void aRoomInWhichBobHasWrittenEveryThird() {
        ChatNode node = CHAT.node();
        store = CHAT.store().connect(node.vertx).chat();
        ChatRoom made = node.room("room-" + rooms++, "ann", "bob");
        var key = new RoomKey(AT, made.id());
        room = new StoredRoom(key, made, 1, 1, made.created());
        var messages = new ArrayList<StoredMessage>();
        for (long seq = 1; seq <= MESSAGES; seq++) {
            var message = new ChatMessage(
                    made.id() + "-" + seq,
                    made.id(),
                    seq,
                    seq % 3 == 0 ? "bob" : "ann",
                    "x",
                    RawJson.EMPTY_OBJECT,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            messages.add(new StoredMessage(key, message, Optional.empty()));
        }
        Tests.get(store.messages().append(messages));
    }

    private Seat bob(long read, LongPredicate apart) {
        Set<Long> seqs =
                LongStream.rangeClosed(read + 1, MESSAGES).filter(apart).boxed().collect(Collectors.toSet());
        return new Seat(room.key().room(), "bob", read, read, seqs, Optional.empty());
    }

    private long watermark(Seat seat) {
        return new ApartFold(store).watermark(room, seat, Patience.of(Tests.PATIENCE));
    }

    @Test
    void whatFollowsTheWatermarkIsPassed() {
        assertThat(watermark(bob(5, seq -> seq == 6 || seq == 7 || seq == 9))).isEqualTo(7);
        assertThat(watermark(bob(5, seq -> seq == 7))).isEqualTo(5);
    }

    @Test
    void onesOwnArePassedOnceThereIsMuch() {
        // Only every third is not read, and those are bob's own.
        assertThat(watermark(bob(0, seq -> seq % 3 != 0))).isBetween(1_000L, (long) MESSAGES);
    }

    @Test
    void theOldestThatWereNotReadArePassedOnlyIfNothingElseHelps() {
        Seat seat = bob(0, seq -> seq % 2 == 0);
        long read = watermark(seat);
        assertThat(seat.readApart().stream().filter(seq -> seq > read)).hasSize(750);
        assertThat(read).isEqualTo(600);
    }
}
