package dev.parley.tokens;

import static dev.parley.tokens.Backend.KEY;
import static dev.parley.tokens.Backend.NOW;
import static dev.parley.tokens.Backend.OTHER_KEY;
import static dev.parley.tokens.Backend.sign;
import static dev.parley.tokens.Backend.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Message.VerifyJoin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTokenTest {

    private static final String CLAIMS = "{\"channel\":\"lobby\",\"timestamp\":1700000060}";

    private final JoinTokenVerifier verifier = new JoinTokenVerifier(Backend.CONFIG);

    private Verdict verify(String token) {
        return verifier.verify(new VerifyJoin("shop", token, null, "s0cket", null), trusting(KEY), NOW);
    }

    private String room(String token) {
        Verdict verdict = verify(token);
        assertThat(verdict).isInstanceOf(Verdict.Holds.class);
        return ((Verdict.Holds) verdict).token().channel();
    }

    private static String claim(String more) {
        return sign("{\"channel\":\"lobby\",\"timestamp\":1700000060," + more + "}");
    }

    @Nested
    class ATokenThatWasTouched {

        @ParameterizedTest
        @ValueSource(strings = {"lobby", "lobby1", "lobby12"}) // two, one and no padding characters
        void isDeniedWhereverOneBitIsFlipped(String room) {
            String token = sign(CLAIMS.replace("lobby", room));
            for (int i = 0; i < token.length(); i++) {
                for (int bit = 0; bit < Character.SIZE; bit++) {
                    var flipped = new StringBuilder(token);
                    flipped.setCharAt(i, (char) (token.charAt(i) ^ (1 << bit)));
                    assertThat(verify(flipped.toString()))
                            .as("bit %d of character %d", bit, i)
                            .isInstanceOf(TokenDenial.class);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"lobby", "lobby1", "lobby12"})
        void isDeniedHoweverMuchIsCutOff(String room) {
            String token = sign(CLAIMS.replace("lobby", room)).replace("=", "");
            assertThat(room(token)).isEqualTo(room);
            for (int length = 0; length < token.length(); length++) {
                assertThat(verify(token.substring(0, length)))
                        .as("%d characters", length)
                        .isInstanceOf(TokenDenial.class);
                assertThat(verify(token.substring(token.length() - length)))
                        .as("last %d characters", length)
                        .isInstanceOf(TokenDenial.class);
            }
        }

        @Test
        void isDeniedWithTheSignatureInUpperCase() {
            String signed = new String(Base64.getDecoder().decode(sign(CLAIMS)), StandardCharsets.UTF_8);
            int end = signed.lastIndexOf('}') + 1;
            String upper = signed.substring(0, end) + signed.substring(end).toUpperCase(Locale.ROOT);
            assertThat(verify(base64(upper))).isEqualTo(TokenDenial.MALFORMED);
        }
    }

    @Nested
    class HostileInput {

        @Test
        void tokenOfAMegabyteIsNotEvenDecoded() {
            assertThat(verify("A".repeat(1_000_000))).isEqualTo(TokenDenial.TOO_LONG);
        }

        @Test
        void lengthIsLimitedToTheCharacter() {
            String longest =
                    sign("{\"channel\":\"lobby\",\"timestamp\":1700000060,\"data\":\"" + "x".repeat(2_956) + "\"}");
            assertThat(longest).hasSize(4_096);
            assertThat(room(longest)).isEqualTo("lobby");
            assertThat(verify(longest + "A")).isEqualTo(TokenDenial.TOO_LONG);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "=",
                    "====",
                    "A",
                    "AA==",
                    "\0",
                    "ey\0",
                    "%",
                    "e30",
                    "token",
                    "ключ",
                    "\ud800",
                    "eyJhIjoxfQ==\n"
                })
        void textThatIsNoTokenIsMalformed(String token) {
            assertThat(verify(token)).isEqualTo(TokenDenial.MALFORMED);
        }

        @Test
        void spaceWithinATokenIsNotPassedOver() {
            String token = sign(CLAIMS);
            for (String space : new String[] {" ", "\n", "\r\n", "\0"}) {
                assertThat(verify(token.substring(0, 8) + space + token.substring(8)))
                        .isEqualTo(TokenDenial.MALFORMED);
                assertThat(verify(token + space)).isEqualTo(TokenDenial.MALFORMED);
            }
        }

        @Test
        void onlySignatureDigitsAreMalformed() {
            assertThat(verify(base64("0".repeat(64)))).isEqualTo(TokenDenial.MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "[]",
                    "\"lobby\"",
                    "1",
                    "{}",
                    "{\"channel\":\"lobby\"}",
                    "{\"timestamp\":1700000060}",
                    "{\"channel\":\"lobby\",\"timestamp\":1700000060",
                    "{\"channel\":\"lobby\",\"timestamp\":1700000060}}",
                    "{\"channel\":\"lob\0by\",\"timestamp\":1700000060}"
                })
        void whatIsSignedMustBeClaims(String claims) {
            assertThat(verify(sign(claims))).isEqualTo(TokenDenial.MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"channel\":null",
                    "\"channel\":\"\"",
                    "\"channel\":[]",
                    "\"channel\":{}",
                    "\"channel\":true",
                    "\"channel\":\"\\ud800\"",
                    "\"user\":null",
                    "\"user\":\"\"",
                    "\"user\":{}",
                    "\"sid\":null",
                    "\"sid\":7",
                    "\"sid\":[]",
                    "\"jti\":null",
                    "\"jti\":\"\"",
                    "\"jti\":7",
                    "\"app\":null",
                    "\"app\":[]",
                    "\"can\":null",
                    "\"can\":\"publish\"",
                    "\"can\":{\"publish\":true}",
                    "\"can\":[null]",
                    "\"can\":[1]",
                    "\"can\":[[\"publish\"]]"
                })
        void claimOfAnotherTypeIsMalformed(String claim) {
            assertThat(verify(claim(claim))).isEqualTo(TokenDenial.MALFORMED);
        }

        @Test
        void claimsAreReadOnlyAfterTheSignatureHolds() {
            for (String claims : new String[] {"null", "{\"channel\":1", "{\"channel\":\"lobby\",\"timestamp\":0}"}) {
                assertThat(verify(sign(claims.getBytes(StandardCharsets.UTF_8), OTHER_KEY)))
                        .isEqualTo(TokenDenial.SIGNATURE_INVALID);
            }
        }

        @Test
        void signedBytesThatAreNotUtf8AreMalformed() {
            byte[] claims = CLAIMS.getBytes(StandardCharsets.UTF_8);
            int letter = CLAIMS.indexOf("lobby");
            for (int broken : new int[] {0x80, 0xc0, 0xed, 0xf8, 0xff}) {
                byte[] bytes = Arrays.copyOf(claims, claims.length);
                bytes[letter] = (byte) broken;
                assertThat(verify(sign(bytes, KEY))).isEqualTo(TokenDenial.MALFORMED);
            }
        }

        @Test
        void deepDataIsMalformed() {
            String deep = "[".repeat(1_000) + "]".repeat(1_000);
            assertThat(verify(claim("\"data\":" + deep))).isEqualTo(TokenDenial.MALFORMED);
            assertThat(room(claim("\"data\":[[[[[[[[{\"a\":[null]}]]]]]]]]"))).isEqualTo("lobby");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
