package dev.parley.chat;

import static dev.parley.chat.ChatNode.createRoom;
import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.ChatNode.withClientId;
import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.protocol.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a name like any other, or is refused as one. */
class HostileNamesTest {

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private final ChatNode node = CHAT.node();

    static Stream<String> names() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(20);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars(".$|%\\\"'{}[]=: \u0000\n\uD800é漢0_")
                .ofMinLength(1)
                .ofMaxLength(8);
        return Stream.of(
                        Stream.of(
                                ".",
                                "..",
                                "a.b",
                                ".a",
                                "a.",
                                "$",
                                "$set",
                                "$$ROOT",
                                "a.$",
                                "a.$[]",
                                "0",
                                "-1",
                                "_id",
                                "|",
                                "a|b",
                                "%",
                                "%7c",
                                "%00",
                                "__proto__",
                                "constructor",
                                "toString",
                                "null",
                                "=",
                                "=a",
                                " ",
                                "\u00A0",
                                "\u202E",
                                "\uD83D\uDE00",
                                "e\u0301",
                                "é",
                                "{\"$ne\":1}",
                                "' or 1=1",
                                "../../etc",
                                "x".repeat(128),
                                "\uD83D\uDE00".repeat(64),
                                "\u0000",
                                "a\u0000",
                                "\uDC00",
                                ""),
                        any.sampleStream().limit(8),
                        nasty.sampleStream().limit(20))
                .flatMap(each -> each)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anythingWorksOrIsRefused(String name) {
        ChatAnswer<ChatRoom> made = node.ask(createRoom(AT, name, name, "ann"));
        if (made instanceof ChatAnswer.Refused<ChatRoom>(ChatFault fault)) {
            assertThat(fault).isEqualTo(ChatFault.INVALID_ID);
            assertThat(node.refused(new FindRoom(AT, name))).isEqualTo(ChatFault.UNKNOWN_ROOM);
            assertThat(node.refused(new PutUser(AT, name, Optional.empty(), RawJson.EMPTY_OBJECT)))
                    .isEqualTo(ChatFault.INVALID_ID);
            assertThat(node.refused(sendTo(new ToUser(name), "ann", "x"))).isEqualTo(ChatFault.INVALID_ID);
            return;
        }
        assertThat(node.told(new FindRoom(AT, name)).members())
                .extracting(ChatRoom.Member::user)
                .containsExactlyInAnyOrderElementsOf(Set.of(name, "ann"));
        node.told(new PutUser(AT, name, Optional.of(name), RawJson.EMPTY_OBJECT));
        assertThat(node.told(new FindUsers(AT, Set.of(name))))
                .singleElement()
                .satisfies(user -> assertThat(user.name()).contains(name));
        var question = withClientId(sendTo(new ToRoom(name), name, "x" + name), name);
        ChatMessage message = node.told(question).message();
        assertThat(node.told(question).repeated()).isTrue();
        assertThat(node.history(name, new Latest(), 5).messages()).containsExactly(message);
        if (!name.equals("ann")) {
            assertThat(node.told(new UnreadOf(AT, "ann")).rooms()).containsKey(name);
            assertThat(node.told(new MarkRead(AT, name, "ann", 1)).moved()).isTrue();
            assertThat(node.told(new UnreadOf(AT, "ann")).rooms()).doesNotContainKey(name);
        }
        if (name.length() <= 32) {
            node.told(new React(AT, message.id(), name, name, true));
            assertThat(node.history(name, new Latest(), 5).messages().getFirst().reactions())
                    .containsExactly(new ChatMessage.Reaction(name, List.of(name)));
        }
        assertThat(node.told(new RemoveMember(AT, name, name)).has(name)).isFalse();
        assertThat(node.told(sendTo(new ToUser(name), "ann", "x")).room().has(name))
                .isTrue();
    }

    @Test
    void namesThatLookAlikeInAKeyAreDifferentRooms() {
        List<AppNamespace> places =
                List.of(new AppNamespace("a", "b|c"), new AppNamespace("a|b", "c"), new AppNamespace("a", "b%7cc"));
        var rooms = new ArrayList<String>();
        for (AppNamespace at : places) {
            for (String id : List.of("d|1", "d", "c|d", "d%7c1")) {
                node.told(createRoom(at, id, "ann"));
                rooms.add(id);
            }
        }
        for (AppNamespace at : places)
            assertThat(node.told(new FindRoom(at, "d")).has("ann")).isTrue();
        assertThat(rooms).hasSize(12);
    }
}
