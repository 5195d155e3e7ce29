package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintJoinToken;
import dev.parley.bus.Message.MintJwt;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.Message.Question;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Revocation.Kind;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class MintTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TokenNode node;

    @BeforeEach
    void anAppWhoseSecretIsBeingReplaced(Vertx vertx) throws Exception {
        var secrets = List.of(
                new SigningSecret("old", Backend.key("old"), Optional.of(NOW)),
                TokenNode.secret("new", "new"),
                TokenNode.secret("next", "next"));
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                TokenNode.app("shop", secrets, List.of(), null),
                TokenNode.app("twin", secrets, List.of(), null),
                TokenNode.app("bare", List.of(), List.of(), null),
                TokenNode.app("legacy", List.of(), List.of(sharedSecret()), null));
    }

    /** Of eight bytes, as there are. */
    private static JwtTrust sharedSecret() {
        var secret = new KeySource.Secret(Backend.key("12345678"));
        return new JwtTrust(secret, Set.of("HS256"), Optional.empty(), Optional.empty(), "sub", Set.of(), 0);
    }

    private MintDecision ask(Question<MintDecision> order) throws Exception {
        return TokenNode.done(node.bus.ask(Addresses.MINT, order));
    }

    private Minted minted(Question<MintDecision> order) throws Exception {
        return (Minted) ask(order);
    }

    private String refusal(Question<MintDecision> order) throws Exception {
        return ask(order) instanceof MintRefused refused ? refused.code() : "minted";
    }

    private static MintUserToken user(String app, String user, Duration lifetime, String claims) {
        return new MintUserToken(app, user, lifetime, json(claims));
    }

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 2_000)).value();
    }

    private static MintJoinToken join(Duration lifetime, boolean once, String... can) {
        return new MintJoinToken("shop", "lobby", lifetime, "u-7", Set.of(can), "s0cket", once, json("{\"a\":1}"));
    }

    @Nested
    class OfUserTokens {

        @Test
        void saysWhoTheBearerIsAndWhatElseWasOrdered() throws Exception {
            Minted minted = minted(user("shop", "phòng", MINUTE, "{\"role\":\"admin\"}"));
            var granted = (ConnectGranted) TokenNode.done(node.ask("shop", minted.token()));
            Identity identity = granted.identity();
            assertThat(identity.user()).isEqualTo("phòng");
            assertThat(identity.token()).contains(minted.id()).isPresent();
            assertThat(identity.issued()).isEqualTo(NOW);
            assertThat(identity.expires()).contains(NOW.plus(MINUTE)).contains(minted.expires());
            assertThat(identity.claims().member("role")).contains(RawJson.string("admin"));
        }

        @Test
        void isSignedByTheFirstSecretThatIsStillGood() throws Exception {
            String header = minted(user("shop", "u", MINUTE, "{}")).token().split("\\.")[0];
            assertThat(new JsonObject(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8)))
                    .isEqualTo(new JsonObject("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"new\"}"));
        }

        @Test
        void isForNoOtherAppEvenIfItHasTheSameSecrets() throws Exception {
            String token = minted(user("shop", "u", MINUTE, "{}")).token();
            assertThat(node.connect("twin", token)).isEqualTo("token_wrong_app");
        }

        @Test
        void holdsUntilItsExpiryAndNoLonger() throws Exception {
            String token = minted(user("shop", "u", MINUTE, "{}")).token();
            node.now = NOW.plus(MINUTE).minusMillis(1);
            assertThat(node.connect("shop", token)).isEqualTo("user u");
            node.now = NOW.plus(MINUTE);
            assertThat(node.connect("shop", token)).isEqualTo("token_expired");
        }

        @Test
        void holdsOnANodeWhoseClockIsALittleBehind() throws Exception {
            String token = minted(user("shop", "u", MINUTE, "{}")).token();
            node.now = NOW.minusSeconds(4);
            assertThat(node.connect("shop", token)).isEqualTo("user u");
            node.now = NOW.minusSeconds(6);
            assertThat(node.connect("shop", token)).isEqualTo("token_not_yet_valid");
        }

        @Test
        void madeRightAfterAllWereRevokedHolds() throws Exception {
            node.now = NOW.plusMillis(500);
            String before = minted(user("shop", "u", MINUTE, "{}")).token();
            node.now = NOW.plusMillis(501);
            node.revoke("shop", Kind.ALL, "", node.now);
            assertThat(node.connect(
                            "shop", minted(user("shop", "u", MINUTE, "{}")).token()))
                    .isEqualTo("user u");
            assertThat(node.connect("shop", before)).isEqualTo("token_revoked");
        }

        @Test
        void opensNoRoomWhateverItsClaims() throws Exception {
            String token = minted(user("shop", "u", MINUTE, "{\"room\":\"vault\",\"channel\":\"vault\"}"))
                    .token();
            assertThat(node.join("shop", token)).isEqualTo("token_malformed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "null",
                    "\"text\"",
                    "{\"sub\":\"other\"}",
                    "{\"exp\":1}",
                    "{\"iss\":\"x\"}",
                    "{\"aud\":\"x\"}",
                    "{\"iat\":1}",
                    "{\"nbf\":1}",
                    "{\"jti\":\"x\"}",
                    "{\"a\":1,\"a\":2}",
                    "{\"s\\u0075b\":\"other\"}"
                })
        void isNotMadeOfClaimsThatAreNotFree(String claims) throws Exception {
            assertThat(refusal(user("shop", "u", MINUTE, claims))).isEqualTo("token_claims_invalid");
        }

        @Test
        void isNotMadeOfMoreThanThisServerReads() throws Exception {
            assertThat(refusal(user("shop", "u", MINUTE, "{\"a\":\"" + "x".repeat(4_000) + "\"}")))
                    .isEqualTo("token_too_long");
            assertThat(refusal(user("shop", "u", MINUTE, "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}")))
                    .isEqualTo("token_claims_invalid");
        }

        @Test
        void livesNoLongerThanAllowedAndASecondAtLeast() throws Exception {
            assertThat(refusal(user("shop", "u", Duration.ofDays(30), "{}"))).isEqualTo("minted");
            for (var lifetime : List.of(Duration.ofDays(30).plusMillis(1), Duration.ZERO, MINUTE.negated())) {
                assertThat(refusal(user("shop", "u", lifetime, "{}"))).isEqualTo("token_lifetime_exceeded");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\ud800"})
        void isMadeForNobodyWithoutAName(String user) throws Exception {
            assertThat(refusal(user("shop", user, MINUTE, "{}"))).isEqualTo("token_user_invalid");
        }
    }

    @Nested
    class OfJoinTokens {

        @Test
        void opensItsRoomOnceIfSoOrdered() throws Exception {
            Minted minted = minted(join(MINUTE, true, "publish", "presence", "history"));
            assertThat(minted.id()).isNotNull();
            assertThat(node.join("shop", minted.token())).isEqualTo("room lobby");
            assertThat(node.join("shop", minted.token())).isEqualTo("token_used");
        }

        @Test
        void opensItAsOftenAsItLikesOtherwise() throws Exception {
            Minted minted = minted(join(MINUTE, false));
            assertThat(minted.id()).isNull();
            assertThat(node.join("shop", minted.token())).isEqualTo("room lobby");
            assertThat(node.join("shop", minted.token())).isEqualTo("room lobby");
        }

        @Test
        void isNotMadeWithRightsThatNobodyKnows() throws Exception {
            assertThat(refusal(join(MINUTE, false, "publish", "fly"))).isEqualTo("token_right_unknown");
        }

        @Test
        void livesNoLongerThanItsVerifierAllows() throws Exception {
            assertThat(refusal(join(Duration.ofHours(1), false))).isEqualTo("minted");
            assertThat(refusal(join(Duration.ofHours(1).plusMillis(1), false))).isEqualTo("token_lifetime_exceeded");
        }

        @Test
        void isRevokedWithItsUserIfItIsOlder() throws Exception {
            String older = minted(join(MINUTE, false)).token();
            node.after(Duration.ofMillis(1));
            Instant now = node.now;
            node.revoke("shop", Kind.USER, "u-7", now);
            assertThat(node.join("shop", older)).isEqualTo("token_revoked");
            assertThat(node.join("shop", minted(join(MINUTE, false)).token())).isEqualTo("room lobby");
        }

        @Test
        void isRevokedByItsId() throws Exception {
            Minted minted = minted(join(MINUTE, true));
            node.revoke("shop", Kind.TOKEN, String.valueOf(minted.id()), NOW);
            assertThat(node.join("shop", minted.token())).isEqualTo("token_revoked");
        }
    }

    @Test
    void withoutASecretThereAreNone() throws Exception {
        assertThat(refusal(user("bare", "u", MINUTE, "{}"))).isEqualTo("tokens_not_configured");
        assertThat(refusal(user("nowhere", "u", MINUTE, "{}"))).isEqualTo("unknown_app");
    }

    @Test
    void doesNotShowATokenInItsText() throws Exception {
        Minted minted = minted(user("shop", "u", MINUTE, "{}"));
        assertThat(minted.toString()).doesNotContain(minted.token());
    }

    @Nested
    class AsATrustedIssuer {

        private MintDecision issue(String app, String claims, Duration lifetime) throws Exception {
            return TokenNode.done(
                    node.bus.ask(Addresses.MINT, new MintJwt(app, json(claims), Optional.ofNullable(lifetime))));
        }

        private String connect(String token, String claim) throws Exception {
            var question = new VerifyConnect(new AppNamespace("legacy", "/"), token, Optional.of(claim));
            return TokenNode.outcome(TokenNode.done(node.bus.ask(Addresses.VERIFY_CONNECT, question)));
        }

        @Test
        void theTokenSaysItsClaimsAndWhenAndNothingElse() throws Exception {
            var minted = (Minted) issue("legacy", "{\"id\":\"u-7\",\"nickname\":\"ann\"}", Duration.ofDays(7));
            String payload = minted.token().split("\\.")[1];
            assertThat(new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)))
                    .isEqualTo(new JsonObject()
                            .put("id", "u-7")
                            .put("nickname", "ann")
                            .put("iat", NOW.getEpochSecond())
                            .put("exp", NOW.getEpochSecond() + 604_800));
        }

        @Test
        void theUserIsWhatTheAskedForClaimSays() throws Exception {
            var minted = (Minted) issue("legacy", "{\"_id\":\"u-7\",\"sub\":\"other\"}", null);
            assertThat(minted.expires()).isEqualTo(Instant.MAX);
            assertThat(connect(minted.token(), "_id")).isEqualTo("user u-7");
            assertThat(connect(minted.token(), "sub")).isEqualTo("user other");
            assertThat(connect(minted.token(), "id")).isEqualTo("token_claim_missing");
        }

        @Test
        void tokensThatParleyMintsKeepTheirOwnClaim() throws Exception {
            String token =
                    minted(user("shop", "u-7", MINUTE, "{\"id\":\"somebody\"}")).token();
            var question = new VerifyConnect(new AppNamespace("shop", "/"), token, Optional.of("id"));
            assertThat(TokenNode.outcome(TokenNode.done(node.bus.ask(Addresses.VERIFY_CONNECT, question))))
                    .isEqualTo("user u-7");
        }

        @Test
        void thereIsNoneWithoutASharedSecretOrWithClaimsOfItsOwn() throws Exception {
            assertThat(((MintRefused) issue("bare", "{}", null)).code()).isEqualTo("auth_not_configured");
            assertThat(((MintRefused) issue("nobody", "{}", null)).code()).isEqualTo("unknown_app");
            assertThat(((MintRefused) issue("legacy", "{\"exp\":1}", null)).code())
                    .isEqualTo("token_claims_invalid");
            assertThat(((MintRefused) issue("legacy", "[]", null)).code()).isEqualTo("token_claims_invalid");
            assertThat(((MintRefused) issue("legacy", "{}", Duration.ZERO)).code())
                    .isEqualTo("token_lifetime_exceeded");
        }
    }
}
