package dev.parley.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.KeySource;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON Web Token has one form: what could be read in two ways is read in none. */
@ExtendWith(VertxExtension.class)
class StrictJwtTest {

    private static final KeyPair P256 = Issuer.ec("secp256r1");

    private static TokenNode node;

    @BeforeAll
    static void apps(Vertx vertx) throws Exception {
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                TokenNode.trusting("open", new KeySource.Secret(Backend.key("secret")), "HS256"),
                TokenNode.trusting("p256", new KeySource.PublicKey(Issuer.pem(P256)), "ES256"));
    }

    private static String claims(String more) {
        return "{\"sub\":\"u-7\",\"aud\":\"audience\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Nested
    class Signatures {

        @Test
        void haveOneLength() throws Exception {
            String content = Issuer.content(Issuer.header("HS256", ""), claims(""));
            byte[] mac = Issuer.mac("HS256", "secret".getBytes(StandardCharsets.UTF_8), content);
            for (int length : List.of(0, 1, 31)) {
                assertThat(node.connect("open", content + "." + Issuer.base64(Arrays.copyOf(mac, length))))
                        .isEqualTo("token_signature_invalid");
            }
        }

        @Test
        void ofEllipticCurvesHaveOneForm() throws Exception {
            String content = Issuer.content(Issuer.header("ES256", ""), claims(""));
            var der = Signature.getInstance("SHA256withECDSA");
            der.initSign(P256.getPrivate());
            der.update(content.getBytes(StandardCharsets.UTF_8));
            assertThat(node.connect("p256", content + "." + Issuer.base64(der.sign())))
                    .isEqualTo("token_signature_invalid");
            assertThat(node.connect("p256", content + "." + Issuer.base64(new byte[64])))
                    .isEqualTo("token_signature_invalid");
        }

        @Test
        void doNotHoldWhereverOneBitIsFlipped() throws Exception {
            String token = Issuer.hmac("HS256", "secret", claims(""));
            for (int i = 0; i < token.length(); i++) {
                for (int bit = 0; bit < 7; bit++) {
                    var flipped = new StringBuilder(token);
                    flipped.setCharAt(i, (char) (token.charAt(i) ^ (1 << bit)));
                    assertThat(node.connect("open", flipped.toString()))
                            .as("bit %d of character %d", bit, i)
                            .startsWith("token_");
                }
            }
        }
    }

    @Nested
    class Readings {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                    "{\"alg\":\"HS256\",\"\\u0061lg\":\"HS256\"}",
                    "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                    "{\"alg\":\"HS256\",\"kid\":7}",
                    "{\"alg\":[\"HS256\"]}",
                    "{\"alg\":null}",
                    "{}",
                    "[]",
                    "\"HS256\"",
                    ""
                })
        void ofAHeaderAreStrict(String header) throws Exception {
            assertThat(node.connect("open", signed(header, claims("")))).isEqualTo("token_malformed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"sub\":\"a\",\"sub\":\"b\"}",
                    "[{\"sub\":\"a\"}]",
                    "\"a\"",
                    "null",
                    "",
                    "{\"sub\":\"a\"",
                    "{\"sub\":\"a\"}}",
                    "{\"sub\":\"a\",}"
                })
        void ofClaimsAreStrict(String claims) throws Exception {
            assertThat(node.connect("open", signed("{\"alg\":\"HS256\"}", claims)))
                    .isEqualTo("token_malformed");
        }

        @Test
        void endAtSomeDepth() throws Exception {
            String deep = claims("\"a\":" + "[".repeat(200) + "]".repeat(200));
            assertThat(node.connect("open", Issuer.hmac("HS256", "secret", deep)))
                    .isEqualTo("token_malformed");
        }

        @Test
        void ofBase64HaveOneForm() throws Exception {
            String token = Issuer.hmac("HS256", "secret", claims("\"a\":\"b\""));
            for (String other : List.of(
                    token + "=",
                    token + ".",
                    "." + token,
                    token + " ",
                    " " + token,
                    token + "\n",
                    token.replace(".", "=."),
                    token.replace(".", ".."),
                    "Bearer " + token,
                    token.substring(0, token.lastIndexOf('.')),
                    "a.b.c.d.e")) {
                assertThat(node.connect("open", other)).isEqualTo("token_malformed");
            }
        }

        private static String signed(String header, String claims) {
            String content = Issuer.content(header, claims);
            return content + "."
                    + Issuer.base64(Issuer.mac("HS256", "secret".getBytes(StandardCharsets.UTF_8), content));
        }
    }
}
