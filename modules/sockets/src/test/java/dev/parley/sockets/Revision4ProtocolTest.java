package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Socket.IO 1 and 2 say and hear in their own way. Texts are without Engine.IO's type digit. */
class Revision4ProtocolTest {

    private static final DecodeLimits COMMON = DecodeLimits.DEFAULTS;

    private final Dialect old = Dialect.of(Revision.THREE);

    private SocketCodec.Decoded read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (SocketCodec.decode(bytes, 0, bytes.length, old.limits(COMMON))) {
            case SocketCodec.Packet whole -> old.read(whole, COMMON);
            case SocketCodec.Decoded other -> other;
        };
    }

    private SocketPacket packet(String text) {
        return ((SocketCodec.Packet) read(text)).packet();
    }

    private static String text(SocketPacket packet) {
        return new String(SocketCodec.encode(packet).text(), StandardCharsets.UTF_8);
    }

    @Test
    void isSpokenOnEngineRevision3Alone() {
        assertThat(Dialect.of(Revision.THREE).joinsRootAtOnce()).isTrue();
        assertThat(Dialect.of(Revision.FOUR).joinsRootAtOnce()).isFalse();
    }

    @Nested
    class AQuery {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        token=1&b=2             | {"token":"1","b":"2"}
                        a=1&a=2&a=              | {"a":["1","2",""]}
                        a                       | {"a":""}
                        =x                      | {"":"x"}
                        &&a=1&                  | {"a":"1"}
                        a=b=c                   | {"a":"b=c"}
                        a=1?b=2                 | {"a":"1?b=2"}
                        %61=%C3%A9+x%2B%2c      | {"a":"é x+,"}
                        a=%zz%4                 | {"a":"%zz%4"}
                        a=%E2%82                | {"a":"\ufffd"}
                        a=%22%5C                | {"a":"\\"\\\\"}
                        __proto__=1             | {"__proto__":"1"}
                        ``                      | {}
                        """)
        void becomesTheAuthObject(String query, String auth) {
            assertThat(packet("0/admin?" + query + ",")).isEqualTo(new SocketPacket.Connect("/admin", json(auth)));
        }

        @Test
        void needsNoCommaBehindIt() {
            assertThat(packet("0/admin?token=1"))
                    .isEqualTo(new SocketPacket.Connect("/admin", json("{\"token\":\"1\"}")));
        }

        @Test
        void mayBeLongerThanANamespace() {
            String token = "x".repeat(4000);
            assertThat(packet("0/admin?token=" + token))
                    .isEqualTo(new SocketPacket.Connect("/admin", json("{\"token\":\"" + token + "\"}")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0/%s", "0/%s?a=1", "2/%s,[\"x\"]"})
        void makesNoRoomForALongerNamespace(String text) {
            assertThat(read(text.formatted("x".repeat(256)))).isInstanceOf(SocketCodec.Fault.class);
        }

        @Test
        void hasAnEnd() {
            assertThat(read("0/admin?token=" + "x".repeat(5000))).isInstanceOf(SocketCodec.Fault.class);
        }

        private static RawJson json(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
        }
    }

    @Nested
    class AClient {

        @Test
        void hasNoAuthWithoutAQueryAndNonePayloadCanMakeIt() {
            assertThat(packet("0/admin,")).isEqualTo(new SocketPacket.Connect("/admin", null));
            assertThat(packet("0/admin,{\"token\":1}")).isEqualTo(new SocketPacket.Connect("/admin", null));
        }

        @Test
        void sendsEventsAsOthersDo() {
            assertThat(packet("2/admin,7[\"x\",1]")).isInstanceOfSatisfying(SocketPacket.Event.class, event -> {
                assertThat(event.namespace()).isEqualTo("/admin");
                assertThat(event.ackId()).isEqualTo(7);
                assertThat(event.args()).hasToString("[\"x\",1]");
            });
            assertThat(packet("1/admin,")).isEqualTo(new SocketPacket.Disconnect("/admin"));
        }

        @Test
        void isToldThatItIsInWithoutAnId() {
            assertThat(List.of(text(old.connected("/", "id", null)), text(old.connected("/admin", "id", null))))
                    .containsExactly("0", "0/admin,");
        }

        @Test
        void makesItsIdOfTheSessions() {
            assertThat(old.assumedId("/", "sid")).contains("sid");
            assertThat(old.assumedId("/admin", "sid")).contains("/admin#sid");
            assertThat(Dialect.of(Revision.FOUR).assumedId("/", "sid")).isEmpty();
        }
    }

    @Nested
    class ARefusal {

        @Test
        void isItsMessage() {
            assertThat(text(old.refused("/", "not \"you\"", null))).isEqualTo("4\"not \\\"you\\\"\"");
            assertThat(text(old.refused("/deny", "denied", RawJson.NULL))).isEqualTo("4/deny,\"denied\"");
        }

        @Test
        void isItsDataAloneIfItHasAny() {
            assertThat(text(old.refused("/deny", "denied", RawJson.EMPTY_OBJECT)))
                    .isEqualTo("4/deny,{}");
        }

        @Test
        void isAnObjectWhereThereIsNoSuchNamespace() {
            assertThat(text(old.unknown("/nope"))).isEqualTo("4/nope,{\"message\":\"Invalid namespace\"}");
        }
    }
}
