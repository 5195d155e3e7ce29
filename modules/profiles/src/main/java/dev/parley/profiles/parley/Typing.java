package dev.parley.profiles.parley;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.MessageQuestion.Destination;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.profiles.parley.ChatArguments.Typed;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user is typing on one device. Owned by its {@link ChatSocket}, confined to its event loop.
 *
 * <p>The store is asked who is in the room, and what it said holds for a moment: who has been put out of a room in the
 * middle of a word is seen typing there for no longer than that.
 */
final class Typing {

    private static final int MAX = 20;
    private static final long HOLDS_MILLIS = 3_000;

    /** One place where the user is typing. */
    private static final class Turn {
        List<Target> others = List.of();
        long askedAt = Long.MIN_VALUE;

        @Nullable
        Long timer;
    }

    private final ClientSocket socket;
    private final String user;
    private final ChatServices node;
    private final Map<Destination, Turn> turns = new HashMap<>(2);

    Typing(ClientSocket socket, String user, ChatServices node) {
        this.socket = socket;
        this.user = user;
        this.node = node;
    }

    /** The client says that the user types, or has stopped. */
    void typed(ClientEvent event, Typed typed) {
        Turn turn = turns.get(typed.to());
        if (!typed.on()) {
            if (turn != null) end(typed.to(), turn);
            done(event);
        } else if (turn != null && turn.askedAt + HOLDS_MILLIS > node.clock().millis()) {
            go(typed.to(), turn);
            done(event);
        } else if (turn == null && turns.size() >= MAX) {
            event.ack(Answers.error(Fault.TYPING_EVERYWHERE));
        } else {
            begin(event, typed.to());
        }
    }

    private void begin(ClientEvent event, Destination to) {
        Turn turn = turns.computeIfAbsent(to, first -> new Turn());
        others(to).onSuccess(answer -> {
            boolean stands = turn.equals(turns.get(to));
            switch (answer) {
                case ChatAnswer.Refused<List<Target>> refused -> {
                    if (stands) end(to, turn);
                    event.ack(Answers.error(refused.fault()));
                }
                case ChatAnswer.Told<List<Target>> told -> {
                    turn.others = told.value();
                    turn.askedAt = node.clock().millis();
                    if (stands) go(to, turn);
                    done(event);
                }
            }
        });
    }

    /** Who is told. A user may write to every other, and so be seen typing. */
    private Future<ChatAnswer<List<Target>>> others(Destination to) {
        return switch (to) {
            case ToUser other -> Future.succeededFuture(ChatAnswer.told(without(List.of(other.user()))));
            case ToRoom room ->
                node.chat()
                        .ask(new FindRoom(socket.appNamespace(), room.room()))
                        .map(this::others);
        };
    }

    private ChatAnswer<List<Target>> others(ChatAnswer<ChatRoom> answer) {
        return switch (answer) {
            case ChatAnswer.Refused<ChatRoom> refused -> ChatAnswer.refused(refused.fault());
            case ChatAnswer.Told<ChatRoom> told
            when !told.value().has(user) -> ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
            case ChatAnswer.Told<ChatRoom> told ->
                ChatAnswer.told(without(told.value().members().stream()
                        .map(ChatRoom.Member::user)
                        .toList()));
        };
    }

    private List<Target> without(List<String> users) {
        return users.stream()
                .filter(other -> !other.equals(user))
                .map(Target::user)
                .toList();
    }

    /** The user types, and is taken to do so until the time is over. */
    private void go(Destination to, Turn turn) {
        stop(turn);
        turn.timer = node.vertx().setTimer(node.typingTimeout().toMillis(), over -> end(to, turn));
        tell(to, turn, true);
    }

    private void end(Destination to, Turn turn) {
        turns.remove(to, turn);
        boolean told = turn.timer != null;
        stop(turn);
        if (told) tell(to, turn, false);
    }

    private void stop(Turn turn) {
        if (turn.timer != null) node.vertx().cancelTimer(turn.timer);
        turn.timer = null;
    }

    /** The client is gone. */
    void stop() {
        for (Map.Entry<Destination, Turn> each : List.copyOf(turns.entrySet())) end(each.getKey(), each.getValue());
    }

    private void tell(Destination to, Turn turn, boolean on) {
        if (turn.others.isEmpty()) return;
        RawJson args = JsonWriter.build(w -> {
            w.beginArray().string("typing").beginObject();
            switch (to) {
                case ToRoom room -> w.name("room").string(room.room());
                case ToUser other -> w.name("to").string(other.user());
            }
            w.name("user").string(user).name("on").bool(on).endObject().endArray();
        });
        var audience = new Audience(socket.appNamespace(), turn.others, List.of());
        node.broadcaster().broadcast(new Broadcast(RandomId.next(), audience, args, List.of(), true));
    }

    private static void done(ClientEvent event) {
        event.ack(Answers.ok(w -> {}));
    }
}
