package dev.parley.sockets.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients say of earlier sessions, and what hostile ones do. */
class ClaimTest {

    private static final String SECRET = "abcdefghij0123456-_Z";

    private static Claim claim(String json) {
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        RawJson.Checked checked = RawJson.check(bytes, 0, bytes.length, 10);
        return Claim.in(((RawJson.Valid) checked).value());
    }

    private static RawJson with(String pid, String offset) {
        return JsonWriter.object(w -> w.name("pid").string(pid).name("offset").string(offset));
    }

    @Nested
    class OfAStockClient {

        @Test
        void isKnownByItsSecretAndHasHeardSoMuch() {
            Position heard = Position.EMPTY.with(new NodeId("a"), 7).with(new NodeId("b"), 1L << 40);
            assertThat(Claim.in(with(SECRET, heard.text()))).isEqualTo(new Claim.Known(SECRET, Optional.of(heard)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'pid':'%s'}", "{'pid':'%s','offset':null}", "{'offset':null,'pid':'%s','token':'T'}"})
        void mayHaveReceivedNothing(String auth) {
            String json = auth.formatted(SECRET).replace('\'', '"');
            assertThat(claim(json)).isEqualTo(new Claim.Known(SECRET, Optional.empty()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"token\":\"T\"}", "{\"pid\":null,\"offset\":\"1\"}", "[]", "\"pid\"", "7"})
        void isNoneAtItsFirstConnection(String auth) {
            assertThat(claim(auth)).isEqualTo(new Claim.None());
        }

        @Test
        void isNoneWithoutAnyAuth() {
            assertThat(Claim.in(null)).isEqualTo(new Claim.None());
        }
    }

    @Nested
    class OfAHostileOne {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'pid':1}",
                    "{'pid':true}",
                    "{'pid':{}}",
                    "{'pid':['abcdefghij0123456-_Z']}",
                    "{'pid':''}",
                    "{'pid':'abcdefghij0123456-_'}",
                    "{'pid':'abcdefghij0123456-_ZZ'}",
                    "{'pid':[1,2,3,4,5,6,7,8,9,10]}"
                })
        void isMalformedWithoutASecret(String auth) {
            assertThat(claim(auth.replace('\'', '"'))).isEqualTo(new Claim.Malformed());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"7", "{}", "[]", "true", "'Q7xO2Dr'", "''", "'2'", "'1abcdef'", "'1abcdef-1'", "'1abcdefZ'"})
        void isMalformedByItsOffset(String offset) {
            String auth = "{\"pid\":\"" + SECRET + "\",\"offset\":" + offset.replace('\'', '"') + "}";
            assertThat(claim(auth)).isEqualTo(new Claim.Malformed());
        }

        @Test
        void isMalformedWhenItsStringsAreAMegabyteLong() {
            String endless = "1" + "a".repeat(1_000_000);
            assertThat(Claim.in(with(endless, "1"))).isEqualTo(new Claim.Malformed());
            assertThat(Claim.in(with(SECRET, endless))).isEqualTo(new Claim.Malformed());
        }

        @Test
        void doesNotShowASecretInLogs() {
            assertThat(Claim.in(with(SECRET, "1")).toString()).doesNotContain(SECRET);
        }
    }
}
