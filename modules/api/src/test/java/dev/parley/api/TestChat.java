package dev.parley.api;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.Seat;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** In the place of ChatVerticle: keeps what is asked, and answers what the test says. */
final class TestChat {

    static final Instant THEN = Instant.parse("2030-01-31T12:00:00Z");
    static final String AT = "\"2030-01-31T12:00:00Z\"";

    final Queue<ChatQuestion<?>> asked = new ConcurrentLinkedQueue<>();
    private volatile ChatAnswer<?> answer = ChatAnswer.refused(ChatFault.BUSY);

    TestChat(Bus bus) {
        TestApi.get(bus.answer(Addresses.CHAT, question -> {
            asked.add((ChatQuestion<?>) question);
            return Future.succeededFuture(answer);
        }));
    }

    void tells(Object value) {
        answer = ChatAnswer.told(value);
    }

    void refuses(ChatFault fault) {
        answer = ChatAnswer.refused(fault);
    }

    static ChatUser user(String id, Optional<Instant> deleted, Optional<Instant> lastSeen) {
        return new ChatUser(id, Optional.of("Ann"), RawJson.EMPTY_OBJECT, THEN, THEN, deleted, lastSeen);
    }

    static ChatRoom room(Kind kind, String... members) {
        return new ChatRoom(
                "lobby",
                kind,
                Optional.empty(),
                RawJson.EMPTY_OBJECT,
                List.of(members).stream().map(user -> new Member(user, THEN)).toList(),
                THEN,
                THEN,
                Optional.empty(),
                Optional.of(Duration.ofDays(7)));
    }

    static ChatMessage message(long seq) {
        return new ChatMessage(
                "m" + seq,
                "lobby",
                seq,
                "ann",
                "Hello",
                RawJson.EMPTY_OBJECT,
                THEN,
                Optional.empty(),
                Optional.empty(),
                List.of(new ChatMessage.Reaction("+1", List.of("bob"))));
    }

    static String messageJson(long seq) {
        return "{\"id\":\"m" + seq + "\",\"room\":\"lobby\",\"seq\":" + seq
                + ",\"user\":\"ann\",\"text\":\"Hello\",\"data\":{},\"sent\":" + AT
                + ",\"reactions\":[{\"name\":\"+1\",\"users\":[\"bob\"]}]}";
    }

    static Seat seat(long read, Long... apart) {
        return new Seat("lobby", "ann", read, read, Set.of(apart), Optional.of(THEN));
    }
}
