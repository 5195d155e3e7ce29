package dev.parley.profiles.parley;

import static dev.parley.bus.chat.ChatFault.FIXED_ROOM;
import static dev.parley.bus.chat.ChatFault.LOGIN_TAKEN;
import static dev.parley.bus.chat.ChatFault.ROOM_EXISTS;
import static dev.parley.bus.chat.ChatFault.TOO_MANY_MEMBERS;
import static dev.parley.bus.chat.ChatFault.UNKNOWN_USER;
import static dev.parley.bus.chat.ChatFault.USER_EXISTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatFault;
import dev.parley.profiles.schema.EventDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code asyncapi.yaml} knows every event of a chat, and every code of a refusal. */
class EventsTest {

    private final EventDocument document = EventDocument.parse(text());

    @Test
    void eachThatClientsSendIsDescribed() {
        var others = Set.of("join", "leave", "publish", "ping", "token:refresh");
        var all = new HashSet<>(ChatSocket.EVENTS);
        all.addAll(others);
        assertThat(document.fromClients()).containsOnlyKeys(all);
    }

    @Test
    void eachThatClientsAreToldIsDescribed() {
        assertThat(document.events().stream()
                        .filter(event -> !event.fromClient())
                        .flatMap(event -> event.name().stream()))
                .containsExactlyInAnyOrder(
                        "message",
                        "message:edited",
                        "message:deleted",
                        "message:reacted",
                        "receipt",
                        "member:joined",
                        "member:left",
                        "room:deleted",
                        "typing",
                        "presence",
                        "presence:state",
                        "presence:ended",
                        "token:expiring",
                        "limit:warning",
                        "error");
    }

    @Test
    void eachCodeOfARefusalIsTold() {
        String document = text();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.UNKNOWN_EVENT) assertThat(document).contains("`" + fault.code() + "`");
        }
    }

    /** Those that a client cannot meet are of what backends do. */
    @Test
    void eachRefusalOfChatIsTold() {
        var ofBackends = Set.of(USER_EXISTS, LOGIN_TAKEN, UNKNOWN_USER, ROOM_EXISTS, TOO_MANY_MEMBERS, FIXED_ROOM);
        String document = text();
        for (ChatFault fault : ChatFault.values()) {
            if (!ofBackends.contains(fault)) assertThat(document).contains("`" + fault.code() + "`");
        }
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(ParleyProfile.class.getResourceAsStream("asyncapi.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
