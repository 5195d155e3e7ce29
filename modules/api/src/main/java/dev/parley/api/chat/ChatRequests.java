package dev.parley.api.chat;

import dev.parley.api.http.Parsed;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.Destination;
import dev.parley.bus.chat.MessageQuestion.EditMessage;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From the bodies of requests to questions. How long a name or a text may be is ChatVerticle's to decide. */
final class ChatRequests {

    private static final int MAX_MEMBERS = 10_000;

    private ChatRequests() {}

    /** {@code {id?, name?, data?, members?, retention?}}. */
    static Parsed<Function<AppNamespace, CreateRoom>> room(RawJson body) {
        Members members = Members.of(body);
        Optional<String> id = members.string("id", ChatMembers.LONGEST_NAME);
        Optional<String> name = members.string("name", ChatMembers.LONGEST_NAME);
        RawJson data = ChatMembers.data(members).orElse(RawJson.EMPTY_OBJECT);
        List<String> users = members.has("members") && members.value("members").equals(Optional.of(RawJson.EMPTY_ARRAY))
                ? List.of()
                : members.strings("members", MAX_MEMBERS, ChatMembers.LONGEST_NAME)
                        .orElse(List.of());
        Optional<Duration> retention = members.text("retention", Retention.EXPECTED, Retention::parse);
        return Parsed.of(members, () -> at -> new CreateRoom(at, id, IdForm.UUID, name, data, users, false, retention));
    }

    /** {@code {name?, data?, retention?}}; the retention {@code null} keeps messages for good. */
    static Parsed<Function<AppNamespace, UpdateRoom>> patch(String id, RawJson body) {
        Members members = Members.of(body);
        Optional<String> name = members.string("name", ChatMembers.LONGEST_NAME);
        Optional<RawJson> data = ChatMembers.data(members);
        boolean forGood = members.value("retention").filter(RawJson::isNull).isPresent();
        Optional<Duration> retention = forGood
                ? Optional.of(Duration.ZERO)
                : members.text("retention", Retention.EXPECTED + ", or null", Retention::parse);
        return Parsed.of(members, () -> at -> new UpdateRoom(at, id, name, data, retention));
    }

    /**
     * {@code {room | to, user, text?, data?, clientId?}}.
     *
     * @param trace of the request
     */
    static Parsed<Function<AppNamespace, SendMessage>> message(RawJson body, Optional<String> trace) {
        Members members = Members.of(body);
        members.require("user");
        Optional<String> user = members.string("user", ChatMembers.LONGEST_NAME);
        Optional<Destination> to = ChatMembers.destination(members);
        String text = ChatMembers.text(members).orElse("");
        RawJson data = ChatMembers.data(members).orElse(RawJson.EMPTY_OBJECT);
        Optional<String> clientId = members.string("clientId", ChatMembers.LONGEST_NAME);
        return Parsed.of(
                members,
                () -> at -> new SendMessage(
                        at,
                        to.orElseThrow(),
                        user.orElseThrow(),
                        Optional.empty(),
                        text,
                        data,
                        clientId,
                        IdForm.UUID,
                        true,
                        false,
                        trace));
    }

    /** {@code {text, data?}}. */
    static Parsed<Function<AppNamespace, EditMessage>> edit(String id, RawJson body) {
        Members members = Members.of(body);
        members.require("text");
        String text = ChatMembers.text(members).orElse("");
        Optional<RawJson> data = ChatMembers.data(members);
        return Parsed.of(members, () -> at -> new EditMessage(at, id, Optional.empty(), text, data));
    }

    /** {@code {seq}}. */
    static Parsed<Function<AppNamespace, MarkRead>> read(String room, String user, RawJson body) {
        Members members = Members.of(body);
        members.require("seq");
        Optional<Long> seq = ChatMembers.seq(members, "seq");
        return Parsed.of(members, () -> at -> new MarkRead(at, room, user, seq.orElseThrow()));
    }

    /** A body that has nothing to say. */
    static <Q> Parsed<Function<AppNamespace, Q>> nothing(RawJson body, Function<AppNamespace, Q> question) {
        return Parsed.of(Members.of(body), () -> question);
    }
}
