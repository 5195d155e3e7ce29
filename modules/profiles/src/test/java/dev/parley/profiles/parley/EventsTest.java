package dev.parley.profiles.parley;

import static dev.parley.bus.chat.ChatFault.FIXED_ROOM;
import static dev.parley.bus.chat.ChatFault.LOGIN_TAKEN;
import static dev.parley.bus.chat.ChatFault.ROOM_EXISTS;
import static dev.parley.bus.chat.ChatFault.TOO_MANY_MEMBERS;
import static dev.parley.bus.chat.ChatFault.UNKNOWN_USER;
import static dev.parley.bus.chat.ChatFault.USER_EXISTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.ApiVerticle;
import dev.parley.bus.chat.ChatFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code asyncapi.yaml} knows every event of a chat, and every code of a refusal. */
class EventsTest {

    private static final Pattern TITLE = Pattern.compile("^      title: '?([^'\n]+?)'?$", Pattern.MULTILINE);

    @Test
    void eachThatClientsSendIsDescribed() throws IOException {
        assertThat(titles()).containsAll(ChatSocket.EVENTS);
    }

    @Test
    void eachThatClientsAreToldIsDescribed() throws IOException {
        assertThat(titles())
                .contains(
                        "message",
                        "message:edited",
                        "message:deleted",
                        "message:reacted",
                        "receipt",
                        "member:joined",
                        "member:left",
                        "room:deleted",
                        "typing",
                        "presence");
    }

    @Test
    void eachCodeOfARefusalIsTold() throws IOException {
        String document = document();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.UNKNOWN_EVENT) assertThat(document).contains("`" + fault.code() + "`");
        }
    }

    /** Those that a client cannot meet are of what backends do. */
    @Test
    void eachRefusalOfChatIsTold() throws IOException {
        var ofBackends = Set.of(USER_EXISTS, LOGIN_TAKEN, UNKNOWN_USER, ROOM_EXISTS, TOO_MANY_MEMBERS, FIXED_ROOM);
        String document = document();
        for (ChatFault fault : ChatFault.values()) {
            if (!ofBackends.contains(fault)) assertThat(document).contains("`" + fault.code() + "`");
        }
    }

    private static List<String> titles() throws IOException {
        return TITLE.matcher(document()).results().map(title -> title.group(1)).toList();
    }

    private static String document() throws IOException {
        try (InputStream file = Objects.requireNonNull(ApiVerticle.class.getResourceAsStream("asyncapi.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
