package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectGranted;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app can ask of the tokens of an issuer. */
@ExtendWith(VertxExtension.class)
class TrustTest {

    private static final long T = NOW.getEpochSecond();
    private static final KeyPair RSA = Issuer.rsa();
    private static final KeyPair P256 = Issuer.ec("secp256r1");
    private static final KeyPair P384 = Issuer.ec("secp384r1");
    private static final KeyPair P521 = Issuer.ec("secp521r1");
    private static final KeyPair ED = Issuer.ed25519();
    private static final KeyPair WEAK = Issuer.pair("RSA", 1_024);

    private static TokenNode node;

    @BeforeAll
    static void apps(Vertx vertx) throws Exception {
        var secret = new KeySource.Secret(Backend.key("secret"));
        var strict = new JwtTrust(
                secret, Set.of("HS256"), Optional.of("me"), Optional.of("you"), "uid", Set.of("exp", "role"), 10);
        var open = new JwtTrust(
                secret, Set.of("HS256", "HS384", "HS512"), Optional.empty(), Optional.empty(), "sub", Set.of(), 0);
        var other = new JwtTrust(
                new KeySource.Secret(Backend.key("other")),
                Set.of("HS256"),
                Optional.of("they"),
                Optional.empty(),
                "sub",
                Set.of(),
                0);
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                TokenNode.app("strict", List.of(), List.of(strict), null),
                TokenNode.app("open", List.of(), List.of(open), null),
                TokenNode.app("several", List.of(), List.of(other, strict), null),
                TokenNode.app("nobody", List.of(), List.of(), null),
                keyed("rsa", RSA),
                keyed("p256", P256),
                keyed("p384", P384),
                keyed("p521", P521),
                keyed("ed", ED),
                keyed("weak", WEAK));
    }

    private static App keyed(String id, KeyPair pair) {
        return TokenNode.trusting(
                id, new KeySource.PublicKey(Issuer.pem(pair)), JwtTrust.ALGORITHMS.toArray(String[]::new));
    }

    private static String connect(String app, String claims) throws Exception {
        return node.connect(app, Issuer.hmac("HS256", "secret", claims));
    }

    private static String claims(String more) {
        return "{\"sub\":\"u-7\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Nested
    class Rules {

        private static final String GOOD =
                "{\"uid\":7,\"iss\":\"me\",\"aud\":\"you\",\"role\":\"x\",\"exp\":1700000060}";

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "1, 1, user 7",
                    "\"me\", \"Me\", token_wrong_issuer",
                    "\"iss\":\"me\", \"x\":1, token_wrong_issuer",
                    "\"me\", 7, token_wrong_issuer",
                    "\"you\", \"You\", token_wrong_audience",
                    "\"you\", `[\"they\",\"you\"]`, user 7",
                    "\"you\", [], token_wrong_audience",
                    "\"you\", `[[\"you\"]]`, token_wrong_audience",
                    "\"aud\", \"x\", token_wrong_audience",
                    "\"role\", \"x\", token_claim_missing",
                    "\"x\", null, token_claim_missing",
                    "\"uid\", \"x\", token_claim_missing",
                    ":7, :null, token_claim_missing",
                    ":7, :7.5, token_claim_missing",
                    ":7, :\"\", token_claim_missing",
                    ":7, :[7], token_claim_missing",
                    ":7, :\"7\", user 7",
                    "\"exp\", \"x\", token_claim_missing",
                })
        void areKeptToTheLetter(String of, String with, String outcome) throws Exception {
            String claims = GOOD.replace(of, with);
            assertThat(connect("strict", claims)).isEqualTo(outcome);
        }

        @ParameterizedTest
        @CsvSource({
            "exp, -9.999, user 7",
            "exp, -10, token_expired",
            "nbf, 10, user 7",
            "nbf, 10.001, token_not_yet_valid",
            "iat, 10, user 7",
            "iat, 10.001, token_not_yet_valid",
        })
        void allowForAClockThatIsTenSecondsOff(String claim, double offset, String outcome) throws Exception {
            String claims =
                    GOOD.replace("\"exp\":1700000060", "\"exp\":" + (claim.equals("exp") ? T + offset : T + 60));
            String more =
                    claim.equals("exp") ? claims : claims.replace("{", "{\"" + claim + "\":" + (T + offset) + ",");
            assertThat(connect("strict", more)).isEqualTo(outcome);
        }

        @Test
        void ofAnyTrustAreEnough() throws Exception {
            assertThat(node.connect("several", Issuer.hmac("HS256", "secret", GOOD)))
                    .isEqualTo("user 7");
            assertThat(node.connect("several", Issuer.hmac("HS256", "other", claims("\"iss\":\"they\""))))
                    .isEqualTo("user u-7");
        }

        @Test
        void ofTheTrustThatHasTheKeyDecide() throws Exception {
            assertThat(node.connect("several", Issuer.hmac("HS256", "other", GOOD)))
                    .isEqualTo("token_wrong_issuer");
            assertThat(node.connect("several", Issuer.hmac("HS256", "nobodys", GOOD)))
                    .isEqualTo("token_signature_invalid");
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @ValueSource(strings = {"exp", "nbf", "iat"})
        void areNumbers(String claim) throws Exception {
            for (String time : List.of("null", "\"1800000000\"", "[]", "{}", "true", "1e300", "1700000000000")) {
                assertThat(connect("open", claims("\"" + claim + "\":" + time))).isEqualTo("token_malformed");
            }
        }

        @Test
        void mayHaveFractionsAndExponents() throws Exception {
            assertThat(connect("open", claims("\"exp\":1700000000.001"))).isEqualTo("user u-7");
            assertThat(connect("open", claims("\"exp\":1.8e9"))).isEqualTo("user u-7");
            assertThat(connect("open", claims("\"exp\":-1"))).isEqualTo("token_expired");
        }

        @Test
        void mayBeLeftOutUnlessTheyAreRequired() throws Exception {
            var token = Issuer.hmac("HS256", "secret", claims(""));
            Identity identity = ((ConnectGranted) TokenNode.done(node.ask("open", token))).identity();
            assertThat(identity.issued()).isEqualTo(Instant.EPOCH);
            assertThat(identity.expires()).isEmpty();
        }
    }

    @Nested
    class Algorithms {

        @ParameterizedTest
        @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
        void ofRsaFitItsKeys(String algorithm) throws Exception {
            assertThat(node.connect("rsa", Issuer.signed(algorithm, "", RSA, claims("\"aud\":\"audience\""))))
                    .isEqualTo("user u-7");
            assertThat(node.connect("p256", Issuer.signed(algorithm, "", RSA, claims("\"aud\":\"audience\""))))
                    .isEqualTo("token_algorithm_refused");
            assertThat(node.connect("weak", Issuer.signed("RS256", "", WEAK, claims("\"aud\":\"audience\""))))
                    .isEqualTo("token_untrusted");
        }

        @ParameterizedTest
        @CsvSource({"p256, ES256", "p384, ES384", "p521, ES512"})
        void ofEllipticCurvesFitOneCurveEach(String app, String algorithm) throws Exception {
            KeyPair pair = app.equals("p256") ? P256 : app.equals("p384") ? P384 : P521;
            String token = Issuer.signed(algorithm, "", pair, claims("\"aud\":\"audience\""));
            assertThat(node.connect(app, token)).isEqualTo("user u-7");
            for (String other : List.of("p256", "p384", "p521", "rsa", "ed")) {
                if (!other.equals(app)) assertThat(node.connect(other, token)).isEqualTo("token_algorithm_refused");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"HS256", "HS384", "HS512"})
        void ofSecretsTakeOneOfAnyLength(String algorithm) throws Exception {
            assertThat(node.connect("open", Issuer.hmac(algorithm, "secret", claims(""))))
                    .isEqualTo("user u-7");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", "nOnE", " none", "none "})
        void areNeverNone(String none) throws Exception {
            for (String signature : List.of("", "AAAA", Issuer.base64(new byte[32]))) {
                String token = Issuer.content(Issuer.header(none, ""), claims("")) + "." + signature;
                assertThat(node.connect("open", token)).isEqualTo("token_algorithm_refused");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"hs256", "HS256 ", "HS1", "HMACSHA256", "", "dir"})
        void haveOneSpelling(String algorithm) throws Exception {
            String content = Issuer.content(Issuer.header(algorithm, ""), claims(""));
            byte[] mac = Issuer.mac("HS256", "secret".getBytes(StandardCharsets.UTF_8), content);
            assertThat(node.connect("open", content + "." + Issuer.base64(mac))).isEqualTo("token_algorithm_refused");
        }

        @Test
        void doNotMakeASecretOfAPublicKey() throws Exception {
            byte[] pem = Issuer.pem(RSA).getBytes(StandardCharsets.UTF_8);
            byte[] der = RSA.getPublic().getEncoded();
            for (byte[] secret : List.of(pem, der, new byte[] {0})) {
                String token = Issuer.hmac("HS256", "", secret, claims("\"aud\":\"audience\""));
                assertThat(node.connect("rsa", token)).isEqualTo("token_algorithm_refused");
            }
        }
    }

    @Test
    void appThatTrustsNobodySaysSo() throws Exception {
        assertThat(node.connect("nobody", "any")).isEqualTo("auth_not_configured");
        assertThat(node.connect("nowhere", "any")).isEqualTo("unknown_app");
    }
}
