package dev.parley.profiles.instantio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.outbound.Reply;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

    private static Optional<RawJson> room(int status, String body) {
        return Verifier.roomIn(
                new Reply(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body.replace('\'', '"'))));
    }

    @Nested
    class AnAnswerIsGood {

        @ParameterizedTest
        @ValueSource(strings = {"200", "200.0", "2e2", "'200'", "' 200 '", "'200.0'"})
        void ifItsCodeIsLooselyTwoHundred(String code) {
            assertThat(room(201, "{'code':" + code + ",'data':{'room':1}}")).contains(Json.of("1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "'1'", "'0'", "['a','b']", "[]", "true"})
        void withARoomInWhateverType(String room) {
            assertThat(room(200, "{'code':200,'data':{'room':" + room + "}}")).contains(Json.of(room));
        }
    }

    @Nested
    class AnAnswerIsNotGood {

        @ParameterizedTest
        @ValueSource(ints = {199, 300, 302, 401, 500})
        void ifItsStatusIsNot(int status) {
            assertThat(room(status, "{'code':200,'data':{'room':1}}")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"401", "'2000'", "'x200'", "''", "null", "true", "[200]", "{}", "201"})
        void ifItsCodeIsNot(String code) {
            assertThat(room(200, "{'code':" + code + ",'data':{'room':1}}")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "''", "null", "false", "{}", "-0.0"})
        void withoutARoom(String room) {
            assertThat(room(200, "{'code':200,'data':{'room':" + room + "}}")).isEmpty();
        }

        @Test
        void ifItIsNoSuchObject() {
            for (String body : new String[] {"", "{", "[]", "7", "{'code':200}", "{'code':200,'data':1}", "<html>"}) {
                assertThat(room(200, body)).as(body).isEmpty();
            }
        }
    }
}
