package dev.parley.profiles.parley;

import dev.parley.api.chat.ChatMembers;
import dev.parley.api.http.Parsed;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.Destination;
import dev.parley.bus.chat.MessageQuestion.EditMessage;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.MarkDelivered;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the argument of a client's chat event to a question: each method reads one event's. Immutable.
 *
 * @param members of the argument
 * @param user who asks
 */
record ChatArguments(Members members, AppNamespace at, String user) {

    private static final int USUAL_LIMIT = 50;
    private static final int MOST_WATCHED = 100;

    /** {@code {room | to, text?, data?, clientId?}}. */
    Parsed<SendMessage> send(String socket) {
        Optional<Destination> to = ChatMembers.destination(members);
        String text = ChatMembers.text(members).orElse("");
        RawJson data = ChatMembers.data(members).orElse(RawJson.EMPTY_OBJECT);
        Optional<String> clientId = name("clientId");
        return Parsed.of(
                members,
                () -> new SendMessage(
                        at,
                        to.orElseThrow(),
                        user,
                        Optional.of(socket),
                        text,
                        data,
                        clientId,
                        IdForm.UUID,
                        false,
                        false));
    }

    /** {@code {id, text, data?}}. */
    Parsed<EditMessage> edit() {
        members.require("id", "text");
        Optional<String> id = name("id");
        Optional<String> text = ChatMembers.text(members);
        Optional<RawJson> data = ChatMembers.data(members);
        return Parsed.of(
                members, () -> new EditMessage(at, id.orElseThrow(), Optional.of(user), text.orElseThrow(), data));
    }

    /** {@code {id}}. */
    Parsed<DeleteMessage> delete() {
        members.require("id");
        Optional<String> id = name("id");
        return Parsed.of(members, () -> new DeleteMessage(at, id.orElseThrow(), Optional.of(user)));
    }

    /** {@code {id, name, on?}}. */
    Parsed<React> react() {
        members.require("id", "name");
        Optional<String> id = name("id");
        Optional<String> name = name("name");
        boolean on = !members.has("on") || members.flag("on");
        return Parsed.of(members, () -> new React(at, id.orElseThrow(), user, name.orElseThrow(), on));
    }

    /** Whether one message is marked, and not all of a room up to a number. */
    boolean isOfOneMessage() {
        return members.has("id");
    }

    /** {@code {id}}. */
    Parsed<MarkMessageRead> readOne() {
        Optional<String> id = name("id");
        return Parsed.of(members, () -> new MarkMessageRead(at, id.orElseThrow(), user));
    }

    /** {@code {room, seq}}. */
    Parsed<MarkRead> read() {
        Mark mark = mark();
        return Parsed.of(members, () -> new MarkRead(at, mark.room.orElseThrow(), user, mark.seq.orElseThrow()));
    }

    /** {@code {room, seq}}. */
    Parsed<MarkDelivered> delivered() {
        Mark mark = mark();
        return Parsed.of(members, () -> new MarkDelivered(at, mark.room.orElseThrow(), user, mark.seq.orElseThrow()));
    }

    private record Mark(Optional<String> room, Optional<Long> seq) {}

    private Mark mark() {
        members.require("room", "seq");
        return new Mark(name("room"), ChatMembers.seq(members, "seq"));
    }

    /** {@code {room, before? | after? | around?, limit?}}. */
    Parsed<History> history() {
        members.require("room");
        Optional<String> room = name("room");
        Range range = ChatMembers.range(members, ChatMembers::seq);
        int limit = ChatMembers.limit(members).orElse(USUAL_LIMIT);
        return Parsed.of(members, () -> new History(at, room.orElseThrow(), Optional.of(user), range, limit, true));
    }

    /** {@code {after?, limit?}}. */
    Parsed<RoomsOf> rooms() {
        Optional<String> after = name("after");
        int limit = ChatMembers.limit(members).orElse(USUAL_LIMIT);
        return Parsed.of(members, () -> new RoomsOf(at, user, after, limit));
    }

    /** {@code {}}. */
    Parsed<UnreadOf> unread() {
        return Parsed.of(members, () -> new UnreadOf(at, user));
    }

    /**
     * {@code typing}.
     *
     * @param on whether the user has begun, or goes on
     */
    record Typed(Destination to, boolean on) {}

    /** {@code {room | to, on}}. */
    Parsed<Typed> typing() {
        members.require("on");
        Optional<Destination> to = ChatMembers.destination(members);
        boolean on = members.flag("on");
        return Parsed.of(members, () -> new Typed(to.orElseThrow(), on));
    }

    /** {@code {users}}: none at all too, where that makes sense. */
    Parsed<Set<String>> users() {
        members.require("users");
        List<String> users =
                members.value("users").filter(RawJson.EMPTY_ARRAY::equals).isPresent()
                        ? List.of()
                        : members.strings("users", MOST_WATCHED, ChatMembers.LONGEST_NAME)
                                .orElse(List.of());
        return Parsed.of(members, () -> Set.copyOf(users));
    }

    private Optional<String> name(String member) {
        return members.string(member, ChatMembers.LONGEST_NAME);
    }
}
