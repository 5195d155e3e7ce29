package dev.parley.api.demo;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.Joined;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The demo's rooms: whoever names one is let in, and makes it if it is not there. Safe on every thread. */
final class DemoRooms {

    static final String LOBBY = "Lobby";

    private static final Duration RETENTION = Duration.ofDays(7);

    /** Of the newest rooms of the namespace, which may have others too. */
    private static final Page LOOKED_AT = new Page(1, 200);

    private final Chat chat;
    private final AppNamespace at;

    DemoRooms(Chat chat, AppNamespace at) {
        this.chat = chat;
        this.at = at;
    }

    /** Lets a user into the room of this name. Safe to repeat. */
    Future<ChatAnswer<ChatRoom>> enter(String name, String user) {
        String id = DemoRequests.room(name);
        return add(id, user).compose(there -> is(there, ChatFault.UNKNOWN_ROOM) ? make(id, name, user) : done(there));
    }

    /** Two may make it at the same time: one of them finds that it is there. */
    private Future<ChatAnswer<ChatRoom>> make(String id, String name, String user) {
        var room = new CreateRoom(
                at,
                Optional.of(id),
                IdForm.UUID,
                Optional.of(name),
                RawJson.EMPTY_OBJECT,
                List.of(user),
                false,
                Optional.of(RETENTION));
        return chat.ask(room).compose(made -> is(made, ChatFault.ROOM_EXISTS) ? add(id, user) : done(made));
    }

    private Future<ChatAnswer<ChatRoom>> add(String id, String user) {
        return chat.ask(new AddMember(at, id, user, false)).map(joined -> joined.map(Joined::room));
    }

    Future<ChatAnswer<ChatRoom>> leave(String id, String user) {
        return chat.ask(new RemoveMember(at, id, user));
    }

    /** The newest of them. */
    Future<ChatAnswer<List<ChatRoom>>> list() {
        return chat.ask(new ListRooms(at, LOOKED_AT))
                .map(answer -> answer.map(listing -> listing.items().stream()
                        .filter(room -> isOurs(room.id()))
                        .toList()));
    }

    static boolean isOurs(String room) {
        return room.startsWith(DemoRequests.PREFIX);
    }

    private static boolean is(ChatAnswer<?> answer, ChatFault fault) {
        return answer instanceof ChatAnswer.Refused<?> refused && refused.fault() == fault;
    }

    private static <T> Future<T> done(T answer) {
        return Future.succeededFuture(answer);
    }
}
