package dev.parley.chat;

import static dev.parley.chat.ChatNode.createRoom;
import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.Tests.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatEvent.MemberAdded;
import dev.parley.bus.chat.ChatEvent.MemberRemoved;
import dev.parley.bus.chat.ChatEvent.RoomDeleted;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.Conversation;
import dev.parley.bus.chat.RoomQuestion.Conversations;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.DeleteRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.RoomQuestion.Joined;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.bus.chat.Unread;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms, who is in them, and how they stand in a user's list. */
class RoomsTest {

    private static final ChatConfig SMALL =
            new ChatConfig(10_000, 16_000, 128, 5, 8, 200, 1_000, 100, 10_000, Duration.ofMinutes(1));

    private static int namespaces;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture(SMALL);

    private ChatNode node;
    private AppNamespace at;

    @BeforeEach
    void aNamespace() {
        node = CHAT.node();
        at = new AppNamespace("app", "/" + namespaces++);
        node.events.clear();
    }

    private ChatRoom create(String id, String... members) {
        return node.told(createRoom(at, id, members));
    }

    private ChatRoom find(String id) {
        return node.told(new FindRoom(at, id));
    }

    private Joined add(String room, String user) {
        return node.told(new AddMember(at, room, user, false));
    }

    private static List<String> members(ChatRoom room) {
        return room.members().stream().map(ChatRoom.Member::user).toList();
    }

    @Test
    void aRoomIsFoundAsItWasMade() {
        ChatRoom made = node.told(new CreateRoom(
                at,
                Optional.empty(),
                IdForm.HEX,
                Optional.of("Lobby"),
                json("{\"a\":1}"),
                List.of("ann", "bob", "ann"),
                false,
                Optional.of(Duration.ofDays(1))));
        assertThat(made.id()).matches("[0-9a-f]{24}");
        assertThat(members(made)).containsExactly("ann", "bob");
        assertThat(find(made.id())).isEqualTo(made);
        assertThat(node.refused(new FindRoom(new AppNamespace("other", at.name()), made.id())))
                .isEqualTo(ChatFault.UNKNOWN_ROOM);
    }

    @Test
    void anIdIsTakenOnceAndNobodyGetsInByTryingAgain() {
        create("room", "ann");
        assertThat(node.refused(createRoom(at, "room", "eve"))).isEqualTo(ChatFault.ROOM_EXISTS);
        assertThat(members(find("room"))).containsExactly("ann");
        assertThat(node.told(new RoomsOf(at, "eve", Optional.empty(), 10)).conversations())
                .isEmpty();
        assertThat(node.told(new RoomsOf(at, "ann", Optional.empty(), 10)).conversations())
                .hasSize(1);
    }

    @Test
    void updateChangesWhatIsGiven() {
        create("room", "ann");
        ChatRoom named = node.told(
                new UpdateRoom(at, "room", Optional.of("Lobby"), Optional.empty(), Optional.of(Duration.ofDays(1))));
        assertThat(named.name()).contains("Lobby");
        assertThat(named.retention()).contains(Duration.ofDays(1));
        ChatRoom other = node.told(new UpdateRoom(
                at, "room", Optional.empty(), Optional.of(json("{\"b\":2}")), Optional.of(Duration.ZERO)));
        assertThat(other.name()).contains("Lobby");
        assertThat(other.data()).isEqualTo(json("{\"b\":2}"));
        assertThat(other.retention()).isEmpty();
    }

    @Test
    void aDeletedRoomIsGoneForEverybody() {
        create("room", "ann");
        node.told(new DeleteRoom(at, "room"));
        assertThat(node.events(RoomDeleted.class)).hasSize(1);
        for (var q : List.of(
                new FindRoom(at, "room"),
                new DeleteRoom(at, "room"),
                new UpdateRoom(at, "room", Optional.of("x"), Optional.empty(), Optional.empty()),
                new AddMember(at, "room", "bob", false),
                new RemoveMember(at, "room", "ann"))) {
            assertThat(node.refused(q)).isEqualTo(ChatFault.UNKNOWN_ROOM);
        }
        assertThat(node.refused(createRoom(at, "room", "ann"))).isEqualTo(ChatFault.ROOM_EXISTS);
        assertThat(node.told(new RoomsOf(at, "ann", Optional.empty(), 10)).conversations())
                .isEmpty();
    }

    @Test
    void listsHaveGroupsOnlyTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            CHAT.pass(Duration.ofSeconds(1));
            create("room-" + i, "user-" + i);
        }
        direct("ann", "bob", "x");
        node.told(new DeleteRoom(at, "room-2"));
        Listing<ChatRoom> page = node.told(new ListRooms(at, new Page(1, 3)));
        assertThat(page.items()).extracting(ChatRoom::id).containsExactly("room-4", "room-3", "room-1");
        assertThat(page.total()).isEqualTo(4);
    }

    private ChatMessage direct(String from, String to, String text) {
        return send(new ToUser(to), from, text);
    }

    private ChatMessage send(dev.parley.bus.chat.MessageQuestion.Destination to, String from, String text) {
        SendMessage q = sendTo(to, from, text);
        return node.told(new SendMessage(at, to, from, q.socket(), text, q.data(), q.clientId(), q.ids(), false, false))
                .message();
    }

    @Nested
    class Members {

        @Test
        void comeAndGo() {
            create("room", "ann");
            CHAT.pass(Duration.ofSeconds(1));
            Joined joined = add("room", "bob");
            assertThat(joined.fresh()).isTrue();
            assertThat(members(joined.room())).containsExactly("ann", "bob");
            assertThat(find("room").members()).isEqualTo(joined.room().members());
            assertThat(add("room", "bob").fresh()).isFalse();
            ChatRoom left = node.told(new RemoveMember(at, "room", "ann"));
            assertThat(members(left)).containsExactly("bob");
            assertThat(members(node.told(new RemoveMember(at, "room", "ann")))).containsExactly("bob");
            assertThat(node.events(MemberAdded.class)).hasSize(1);
            assertThat(node.events(MemberRemoved.class)).hasSize(1);
        }

        @Test
        void areNoMoreThanARoomMayHave() {
            create("room", "a", "b", "c", "d", "e");
            assertThat(node.refused(new AddMember(at, "room", "f", false))).isEqualTo(ChatFault.TOO_MANY_MEMBERS);
            assertThat(node.refused(createRoom(at, "other", "a", "b", "c", "d", "e", "f")))
                    .isEqualTo(ChatFault.TOO_MANY_MEMBERS);
        }

        @Test
        void areInNoMoreRoomsThanTheyMay() {
            for (int i = 0; i < 8; i++) create("room-" + i, "ann");
            assertThat(node.refused(createRoom(at, "room-8", "ann"))).isEqualTo(ChatFault.TOO_MANY_ROOMS);
            create("room-9", "bob");
            assertThat(node.refused(new AddMember(at, "room-9", "ann", false))).isEqualTo(ChatFault.TOO_MANY_ROOMS);
            SendMessage q = sendTo(new ToUser("ann"), "bob", "x");
            assertThat(node.refused(new SendMessage(
                            at, q.to(), "bob", q.socket(), "x", q.data(), q.clientId(), q.ids(), false, false)))
                    .isEqualTo(ChatFault.TOO_MANY_ROOMS);
            node.told(new RemoveMember(at, "room-0", "ann"));
            assertThat(add("room-9", "ann").fresh()).isTrue();
        }

        @Test
        void ofADirectConversationStay() {
            String room = direct("ann", "bob", "x").room();
            assertThat(node.refused(new AddMember(at, room, "eve", false))).isEqualTo(ChatFault.FIXED_ROOM);
            assertThat(node.refused(new RemoveMember(at, room, "bob"))).isEqualTo(ChatFault.FIXED_ROOM);
            assertThat(add(room, "bob").fresh()).isFalse();
        }

        @Test
        void mustBeKnownIfThatIsWanted() {
            create("room", "ann");
            assertThat(node.refused(new AddMember(at, "room", "bob", true))).isEqualTo(ChatFault.UNKNOWN_USER);
            node.told(new PutUser(at, "bob", Optional.empty(), RawJson.EMPTY_OBJECT));
            assertThat(node.told(new AddMember(at, "room", "bob", true)).fresh())
                    .isTrue();
        }

        @Test
        void whoAreAddedAndRemovedAtTheSameTimeAreInTheirListsAsInTheRoom() {
            create("room", "ann");
            for (int i = 0; i < 20; i++) {
                var changes = new ArrayList<Future<?>>();
                for (int j = 0; j < 3; j++) {
                    changes.add(node.chat.ask(new AddMember(at, "room", "bob", false)));
                    changes.add(node.chat.ask(new RemoveMember(at, "room", "bob")));
                }
                changes.forEach(Tests::get);
                boolean member = find("room").has("bob");
                boolean listed = !node.told(new RoomsOf(at, "bob", Optional.empty(), 10))
                        .conversations()
                        .isEmpty();
                assertThat(listed).isEqualTo(member);
            }
        }

        @Test
        void whoComeAtTheSameTimeAreAllIn() {
            create("room");
            var joins = IntStream.range(0, 5)
                    .mapToObj(i -> node.chat.ask(new AddMember(at, "room", "user-" + i, false)))
                    .toList();
            joins.forEach(Tests::get);
            assertThat(find("room").members()).hasSize(5);
        }
    }

    @Nested
    class ListOfAUser {

        private Conversations list(Optional<String> after, int limit) {
            return node.told(new RoomsOf(at, "ann", after, limit));
        }

        @BeforeEach
        void someRooms() {
            for (String room : List.of("a", "b", "c", "d")) {
                CHAT.pass(Duration.ofSeconds(1));
                create(room, "ann", "bob");
            }
            for (String room : List.of("c", "a", "d")) {
                CHAT.pass(Duration.ofSeconds(1));
                send(new ToRoom(room), "bob", "in " + room);
            }
        }

        private static List<String> ids(Conversations page) {
            return page.conversations().stream().map(each -> each.room().id()).toList();
        }

        @Test
        void hasTheRoomWithTheNewestMessageFirst() {
            assertThat(ids(list(Optional.empty(), 10))).containsExactly("d", "a", "c", "b");
            CHAT.pass(Duration.ofSeconds(1));
            send(new ToRoom("c"), "ann", "again");
            assertThat(ids(list(Optional.empty(), 10))).containsExactly("c", "d", "a", "b");
        }

        @Test
        void goesOnAtItsCursor() {
            Conversations first = list(Optional.empty(), 2);
            assertThat(ids(first)).containsExactly("d", "a");
            Conversations second = list(first.next(), 2);
            assertThat(ids(second)).containsExactly("c", "b");
            assertThat(second.next()).isEmpty();
            assertThat(node.refused(new RoomsOf(at, "ann", Optional.of("%%%"), 2)))
                    .isEqualTo(ChatFault.INVALID_ID);
        }

        @Test
        void tellsWhatIsUnreadAndTheNewestMessageThatIsThere() {
            ChatMessage newest = send(new ToRoom("d"), "bob", "newest");
            send(new ToRoom("a"), "ann", "mine");
            node.told(new DeleteMessage(at, newest.id(), Optional.empty()));
            node.told(new MarkRead(at, "c", "ann", 1));
            var byId = new java.util.HashMap<String, Conversation>();
            list(Optional.empty(), 10)
                    .conversations()
                    .forEach(each -> byId.put(each.room().id(), each));
            assertThat(byId.get("d").last().orElseThrow().text()).isEqualTo("in d");
            assertThat(byId.get("d").unread()).isEqualTo(new Unread(1, false));
            assertThat(byId.get("a").last().orElseThrow().text()).isEqualTo("mine");
            assertThat(byId.get("a").unread()).isEqualTo(new Unread(1, false));
            assertThat(byId.get("c").unread()).isEqualTo(Unread.NONE);
            assertThat(byId.get("c").seat().read()).isEqualTo(1);
            assertThat(byId.get("b").last()).isEmpty();
            assertThat(byId.get("b").unread()).isEqualTo(Unread.NONE);
        }

        @Test
        void hasNoRoomsThatTheUserIsNotInAnyMore() {
            node.told(new RemoveMember(at, "a", "ann"));
            node.told(new DeleteRoom(at, "d"));
            assertThat(ids(list(Optional.empty(), 10))).containsExactly("c", "b");
        }
    }
}
