package dev.parley.profiles.instantio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Target;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmitRequestTest {

    private static EmitRequest.Read read(String json) {
        return EmitRequest.of(Json.of(json), 3);
    }

    private static EmitRequest good(String json) {
        assertThat(read(json)).isInstanceOf(EmitRequest.Good.class);
        return ((EmitRequest.Good) read(json)).request();
    }

    private static EmitAnswer bad(String json) {
        assertThat(read(json)).isInstanceOf(EmitRequest.Bad.class);
        return ((EmitRequest.Bad) read(json)).answer();
    }

    @Nested
    class Rooms {

        @ParameterizedTest
        @ValueSource(strings = {"{'event':'e'}", "{'event':'e','rooms':null}", "{'event':'e','rooms':[]}"})
        void thatAreNotNamedAreEverybody(String json) {
            assertThat(good(json).to()).containsExactly(Target.EVERYONE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "'7'", "[7]", "['7',7.0,7]"})
        void areComparedByTheirTexts(String rooms) {
            assertThat(good("{'event':'e','rooms':" + rooms + "}").to()).containsExactly(Target.room("7"));
        }

        /** A broadcast by mistake would tell everybody what was meant for somebody. */
        @ParameterizedTest
        @ValueSource(strings = {"[null]", "{}", "[{}]", "[[]]"})
        void thatCannotBeAreNotEverybody(String rooms) {
            assertThat(good("{'event':'e','rooms':" + rooms + "}").to()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"'\"\"',''", "0,0", "false,false"})
        void mayHaveNamesThatJavaScriptTakesForNothing(String room, String name) {
            assertThat(good("{'event':'e','rooms':" + room + "}").to()).containsExactly(Target.room(name));
        }

        @Test
        void areNoMoreThanTheyMayBe() {
            assertThat(good("{'event':'e','rooms':[1,2,3]}").to()).hasSize(3);
            assertThat(bad("{'event':'e','rooms':[1,2,3,4]}").code()).isEqualTo(400);
        }
    }

    @Nested
    class AnEvent {

        @ParameterizedTest
        @ValueSource(strings = {"{}", "[]", "7", "{'event':''}", "{'event':7}", "{'event':null}", "{'event':['e']}"})
        void mustBeAText(String json) {
            assertThat(bad(json).code()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
        void thatIsReservedIsAnsweredAsItAlwaysWas(String name) {
            EmitAnswer answer = bad("{'event':'" + name + "'}");
            assertThat(answer.code()).isEqualTo(500);
            assertThat(answer.message()).isEqualTo("\"" + name + "\" is a reserved event name");
        }

        @Test
        void hasThePayloadAsItsOneArgument() {
            var at = new AppNamespace("app", "/");
            assertThat(good("{'event':'e','payload':{'a':[1.0]}}").broadcast(at).args())
                    .hasToString("[\"e\",{\"a\":[1.0]}]");
            assertThat(good("{'event':'e'}").broadcast(at).args()).hasToString("[\"e\",null]");
        }
    }

    @Nested
    class ANamespace {

        @ParameterizedTest
        @ValueSource(strings = {"''", "null", "0", "false"})
        void mayBeLeftToTheConfiguration(String namespace) {
            assertThat(good("{'event':'e','namespace':" + namespace + "}").namespace())
                    .isEmpty();
        }

        @Test
        void getsItsSlash() {
            assertThat(good("{'event':'e','namespace':'a'}").namespace()).contains("/a");
            assertThat(good("{'event':'e','namespace':'/a'}").namespace()).contains("/a");
        }

        @Test
        void isAText() {
            assertThat(bad("{'event':'e','namespace':7}").code()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "'\"yes\"',true", "false,false", "0,false", "null,false"})
    void waitingIsAskedForAsJavaScriptHasIt(String flag, boolean waits) {
        assertThat(good("{'event':'e','wait_client_ack':" + flag + "}").waits()).isEqualTo(waits);
    }
}
