package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.Limits;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Addresses;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.bus.Revocation.Kind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Join tokens other than Parley's own. */
@ExtendWith(VertxExtension.class)
class JoinFormsTest {

    private static final KeyPair RSA = Issuer.rsa();

    private TokenNode node;

    @BeforeEach
    void apps(Vertx vertx) throws Exception {
        var trust = new JwtTrust(
                new KeySource.PublicKey(Issuer.pem(RSA)),
                Set.of("RS256"),
                Optional.of("issuer"),
                Optional.empty(),
                "uid",
                Set.of(),
                10);
        var secrets = List.of(
                new SigningSecret("old", Backend.key("old"), Optional.of(NOW)),
                TokenNode.secret("now", "test-api-key"));
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                app("shop", secrets, List.of(trust), true),
                app("other", List.of(TokenNode.secret("s", "another key")), List.of(), true),
                app("strict", secrets, List.of(), false),
                app("trusting", List.of(), List.of(trust), false));
    }

    private static App app(String id, List<SigningSecret> secrets, List<JwtTrust> trusts, boolean md5) {
        return new App(id, id, List.of(), secrets, trusts, Optional.empty(), Optional.empty(), md5, Limits.NONE);
    }

    @Nested
    class SignedByMd5 {

        private static final String FIRST =
                "eyJjaGFubmVsIjoidGVzdC0xMjMiLCJ0aW1lc3RhbXAiOjE3MDAwMDAwNjAsImRhdGEiOnsidXNlcl9pZCI6MX19YmFiZGFlNTNkZTI0"
                        + "YTNlNDc3M2M0MjM1NmU4MzJkOGM=";
        private static final String SECOND =
                "eyJjaGFubmVsIjoicGjDsm5nLcOpIiwidGltZXN0YW1wIjoxNzAwMDAwMDYwLCJkYXRhIjp7IndlYmhvb2tfdXJsIjoiaHR0cDovLzEy"
                        + "Ny4wLjAuMTo5L3doP3U9MSJ9fTJlZDM0Mjk0NzRiOTEzMTI4MzgxYjg1NWFmYzlkNmQz";

        @Test
        void knownTokensOpenTheirRooms() throws Exception {
            assertThat(node.join("shop", FIRST)).isEqualTo("room test-123");
            assertThat(node.join("shop", SECOND)).isEqualTo("room phòng-é");
        }

        @Test
        void anotherKeyOpensNone() throws Exception {
            assertThat(node.join("other", FIRST)).isEqualTo("token_signature_invalid");
            assertThat(node.join("other", SECOND)).isEqualTo("token_signature_invalid");
        }

        @Test
        void appThatDoesNotAllowThemRefusesThem() throws Exception {
            assertThat(node.join("strict", FIRST)).isEqualTo("token_algorithm_refused");
        }

        @Test
        void expireAsAllOthers() throws Exception {
            node.now = Instant.ofEpochSecond(1_700_000_060);
            assertThat(node.join("shop", FIRST)).isEqualTo("token_expired");
        }

        @Test
        void areCheckedAsTheyWereWritten() throws Exception {
            assertThat(node.join("shop", md5("{ \"timestamp\":1700000060, \"channel\":7 }", "test-api-key")))
                    .isEqualTo("room 7");
            assertThat(node.join("shop", md5("{\"timestamp\":1700000060}", "test-api-key")))
                    .isEqualTo("token_malformed");
            assertThat(node.join("shop", md5("{\"channel\":7,\"timestamp\":1700000060}", "old")))
                    .isEqualTo("token_signature_invalid");
        }

        private static String md5(String claims, String key) throws Exception {
            byte[] hash = MessageDigest.getInstance("MD5").digest((claims + key).getBytes(StandardCharsets.UTF_8));
            String text = claims + HexFormat.of().formatHex(hash);
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class JsonWebTokens {

        private static final String GOOD = "{\"room\":\"lobby\",\"exp\":1700000060}";

        private String join(String claims) throws Exception {
            return node.join("shop", Issuer.hmac("HS256", "test-api-key", claims));
        }

        private static String with(String more) {
            return GOOD.replace("}", "," + more + "}");
        }

        @Test
        void ofTheBackendOpenTheirRooms() throws Exception {
            assertThat(join(GOOD)).isEqualTo("room lobby");
            assertThat(join(GOOD.replace("room", "channel"))).isEqualTo("room lobby");
        }

        @Test
        void ofATrustedIssuerOpenThemToo() throws Exception {
            String token = Issuer.signed("RS256", "", RSA, with("\"iss\":\"issuer\",\"uid\":7,\"can\":[\"publish\"]"));
            for (String app : List.of("shop", "trusting")) {
                var granted = (JoinGranted) TokenNode.done(
                        node.bus.ask(Addresses.VERIFY_JOIN, new VerifyJoin(app, token, "lobby", "s0cket", "7")));
                assertThat(granted)
                        .isEqualTo(new JoinGranted(
                                "lobby",
                                "7",
                                Set.of("publish"),
                                Instant.ofEpochSecond(1_700_000_070),
                                Optional.empty()));
            }
            assertThat(node.join("other", token)).isEqualTo("token_algorithm_refused");
            assertThat(node.join("shop", Issuer.signed("RS256", "", RSA, GOOD))).isEqualTo("token_wrong_issuer");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "\"user\":\"u-7\", room lobby",
                    "\"user\":\"u-8\", token_wrong_user",
                    "\"sub\":\"u-7\", room lobby",
                    "\"sub\":\"u-8\", token_wrong_user",
                    "`\"sub\":\"u-8\",\"user\":\"u-7\"`, room lobby",
                    "\"user\":{}, token_malformed",
                    "\"sid\":\"s0cket\", room lobby",
                    "\"sid\":\"s1cket\", token_wrong_socket",
                    "\"app\":\"shop\", room lobby",
                    "\"app\":\"other\", token_wrong_app",
                    "\"channel\":\"lobby\", room lobby",
                    "\"channel\":\"vault\", token_malformed",
                    "\"can\":\"publish\", token_malformed",
                    "\"jti\":7, token_malformed",
                    "\"nbf\":1700000001, token_not_yet_valid",
                    "\"iss\":\"parley\", token_malformed",
                    "\"iss\":\"me\", room lobby",
                })
        void areNarrowedByTheSameClaims(String more, String outcome) throws Exception {
            String token = Issuer.hmac("HS256", "test-api-key", with(more));
            var decision = TokenNode.done(
                    node.bus.ask(Addresses.VERIFY_JOIN, new VerifyJoin("shop", token, null, "s0cket", "u-7")));
            String code =
                    decision instanceof JoinGranted granted ? "room " + granted.room() : ((JoinDenied) decision).code();
            assertThat(code).isEqualTo(outcome);
        }

        @Test
        void expireAndDoNotLiveTooLong() throws Exception {
            assertThat(join("{\"room\":\"lobby\",\"exp\":1700000000}")).isEqualTo("token_expired");
            assertThat(join("{\"room\":\"lobby\",\"exp\":1700003601}")).isEqualTo("token_lifetime_exceeded");
            assertThat(join("{\"room\":\"lobby\"}")).isEqualTo("token_claim_missing");
            String endless = Issuer.signed("RS256", "", RSA, "{\"room\":\"lobby\",\"iss\":\"issuer\"}");
            assertThat(node.join("shop", endless)).isEqualTo("token_claim_missing");
        }

        @Test
        void withoutARoomOpenNone() throws Exception {
            assertThat(join("{\"exp\":1700000060}")).isEqualTo("token_malformed");
        }

        @Test
        void areGoodForOneUseIfTheyHaveAnId() throws Exception {
            assertThat(join(with("\"jti\":\"once\""))).isEqualTo("room lobby");
            assertThat(join(with("\"jti\":\"once\""))).isEqualTo("token_used");
        }

        @Test
        void ofASecretThatIsNoLongerGoodOpenNone() throws Exception {
            assertThat(node.join("strict", Issuer.hmac("HS256", "old", GOOD))).isEqualTo("token_signature_invalid");
        }

        @Test
        void thatNobodySignedOpenNone() throws Exception {
            assertThat(node.join("shop", Issuer.content("{\"alg\":\"none\"}", GOOD) + "."))
                    .isEqualTo("token_algorithm_refused");
            assertThat(node.join("shop", Issuer.hmac("HS256", Issuer.pem(RSA), GOOD)))
                    .isEqualTo("token_signature_invalid");
            assertThat(node.join("shop", "a.b")).isEqualTo("token_malformed");
            assertThat(node.join("shop", ".".repeat(1_000_000))).isEqualTo("token_too_long");
        }

        @Test
        void areRevokedLikeAnyOther() throws Exception {
            node.after(Duration.ofSeconds(2));
            node.revoke("shop", Kind.USER, "u-7", node.now);
            assertThat(join(with("\"user\":\"u-7\",\"iat\":1700000001"))).isEqualTo("token_revoked");
            assertThat(join(with("\"user\":\"u-7\",\"iat\":1700000002"))).isEqualTo("room lobby");
            assertThat(join(with("\"user\":\"u-8\",\"iat\":1700000001"))).isEqualTo("room lobby");
        }
    }

    @Test
    void tokenThatDoesNotSayWhenItWasIssuedIsRevokedByItsIdOnly() throws Exception {
        node.after(Duration.ofSeconds(2));
        node.revoke("other", Kind.ALL, "", node.now);
        node.revoke("other", Kind.TOKEN, "lost", node.now);
        String key = "{\"channel\":\"lobby\",\"timestamp\":1700000060";
        assertThat(node.join("other", sign(key + "}"))).isEqualTo("room lobby");
        assertThat(node.join("other", sign(key + ",\"iat\":1700000001}"))).isEqualTo("token_revoked");
        assertThat(node.join("other", sign(key + ",\"iat\":1700000002.5}"))).isEqualTo("room lobby");
        assertThat(node.join("other", sign(key + ",\"iat\":\"1700000002\"}"))).isEqualTo("token_malformed");
        assertThat(node.join("other", sign(key + ",\"jti\":\"lost\"}"))).isEqualTo("token_revoked");
    }

    private static String sign(String claims) {
        return Backend.sign(claims.getBytes(StandardCharsets.UTF_8), Backend.OTHER_KEY);
    }
}
