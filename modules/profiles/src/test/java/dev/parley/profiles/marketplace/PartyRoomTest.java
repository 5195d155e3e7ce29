package dev.parley.profiles.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.marketplace.PartyRoom.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which clients name rooms. An event's arguments are written as one array. */
class PartyRoomTest {

    private static final PartyRoom USER = new PartyRoom(Kind.USER, "123");

    private static List<PartyRoom> in(String args) {
        return PartyRoom.in(Sent.of("join", args));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"user\",\"id\":\"123\"}]",
                "[{\"type\":\"user\",\"id\":123}]",
                "[\"user\",\"123\"]",
                "[\"user\",123]",
                "[\"user:123\"]",
                "[{\"userId\":\"123\"}]",
                "[{\"userId\":123.0}]",
                "[{\"room\":\"user:123\"}]",
                "[{\"room\":\"user:123\",\"type\":\"user\",\"id\":\"123\"}]"
            })
    void eachFormIsTheSameRoom(String args) {
        assertThat(in(args)).containsExactly(USER);
    }

    @Test
    void twoKeysAreTwoRooms() {
        assertThat(in("[{\"vendorId\":4,\"userId\":\"123\"}]")).containsExactly(USER, new PartyRoom(Kind.VENDOR, "4"));
    }

    @Test
    void anIdMayHaveAColon() {
        assertThat(in("[\"vendor:a:b\"]")).containsExactly(new PartyRoom(Kind.VENDOR, "a:b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[null]",
                "[7]",
                "[true]",
                "[\"user\"]",
                "[\"user:\"]",
                "[\"admin:1\"]",
                "[\"admin\",\"1\"]",
                "[\"USER\",\"1\"]",
                "[\"user\",\"\"]",
                "[\"user\",true]",
                "[\"user\",{}]",
                "[[\"user:1\"]]",
                "[{\"type\":\"admin\",\"id\":\"1\"}]",
                "[{\"type\":\"user\"}]",
                "[{\"userId\":null}]",
                "[{\"userId\":[1]}]",
                "[{\"room\":7}]"
            })
    void anythingElseIsNoRoom(String args) {
        assertThat(in(args)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"123\"]", "[123]", "[{\"userId\":\"123\"}]", "[{\"id\":123}]"})
    void anEventThatNamesTheKindNeedsOnlyTheId(String args) {
        assertThat(PartyRoom.in(Sent.of("join:user", args), Kind.USER)).containsExactly(USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]", "[{}]", "[\"\"]", "[{\"vendorId\":\"1\"}]"})
    void orHasNone(String args) {
        assertThat(PartyRoom.in(Sent.of("join:user", args), Kind.USER)).isEmpty();
    }
}
