package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.App;
import dev.parley.apps.KeySource;
import dev.parley.bus.Addresses;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Message.RevokeDecision;
import dev.parley.bus.Message.RevokeRefused;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RevocationsTest {

    private static final App SHOP = TokenNode.trusting("shop", new KeySource.Secret(Backend.key("secret")), "HS256");
    private static final App OTHER = TokenNode.trusting("other", new KeySource.Secret(Backend.key("secret")), "HS256");

    private final MemoryRecords records = new MemoryRecords();
    private final Queue<Revocation> told = new ConcurrentLinkedQueue<>();
    private TokenNode node;

    @BeforeEach
    void aNode(Vertx vertx) throws Exception {
        node = TokenNode.start(vertx, records, SHOP, OTHER);
        TokenNode.done(node.bus.hear(Addresses.REVOKED, revoked -> told.add(revoked.revocation())));
    }

    private static String token(String user, String more) {
        return Issuer.hmac("HS256", "secret", "{\"aud\":\"audience\",\"sub\":\"" + user + "\"" + more + "}");
    }

    private RevokeDecision ask(Revocation revocation) throws Exception {
        return TokenNode.done(node.bus.ask(Addresses.REVOKE, new Revoke(revocation)));
    }

    @Nested
    class WhatItCovers {

        @Test
        void isOneTokenOfOneApp() throws Exception {
            node.revoke("shop", Kind.TOKEN, "t-1", NOW);
            assertThat(node.connect("shop", token("a", ",\"jti\":\"t-1\""))).isEqualTo("token_revoked");
            assertThat(node.connect("shop", token("a", ",\"jti\":\"t-2\""))).isEqualTo("user a");
            assertThat(node.connect("other", token("a", ",\"jti\":\"t-1\""))).isEqualTo("user a");
        }

        @Test
        void isWhatAUserHadUntilThen() throws Exception {
            node.revoke("shop", Kind.USER, "a", NOW);
            assertThat(node.connect("shop", token("a", ",\"iat\":1699999999.999")))
                    .isEqualTo("token_revoked");
            assertThat(node.connect("shop", token("a", ",\"iat\":1700000000"))).isEqualTo("user a");
            assertThat(node.connect("shop", token("b", ",\"iat\":1699999999"))).isEqualTo("user b");
        }

        @Test
        void isWhatEverybodyHadUntilThen() throws Exception {
            node.revoke("shop", Kind.ALL, "whatever stands here", NOW);
            assertThat(node.connect("shop", token("a", ",\"iat\":1699999999"))).isEqualTo("token_revoked");
            assertThat(node.connect("shop", token("b", ",\"iat\":1699999999"))).isEqualTo("token_revoked");
            assertThat(node.connect("other", token("a", ",\"iat\":1699999999"))).isEqualTo("user a");
        }

        @Test
        void areTokensThatDoNotSayWhenTheyWereIssued() throws Exception {
            node.revoke("shop", Kind.USER, "a", NOW);
            assertThat(node.connect("shop", token("a", ""))).isEqualTo("token_revoked");
        }

        @Test
        void growsWithALaterOneAndNeverShrinks() throws Exception {
            node.revoke("shop", Kind.USER, "a", NOW);
            node.revoke("shop", Kind.USER, "a", NOW.plusSeconds(2));
            node.revoke("shop", Kind.USER, "a", NOW.minusSeconds(2));
            assertThat(node.connect("shop", token("a", ",\"iat\":1700000001"))).isEqualTo("token_revoked");
        }
    }

    @Nested
    class Keeping {

        @Test
        void tellsTheNodeOfWhatIsNewToIt() throws Exception {
            var revocation = new Revocation("shop", Kind.USER, "a", NOW);
            assertThat(ask(revocation)).isEqualTo(new Revoked(revocation));
            ask(revocation);
            ask(new Revocation("shop", Kind.USER, "a", NOW.plusSeconds(1)));
            await().until(() -> told.size() == 2);
            assertThat(told).containsExactly(revocation, new Revocation("shop", Kind.USER, "a", NOW.plusSeconds(1)));
        }

        @Test
        void forgetsWhatALaterOneCovers() throws Exception {
            node.revoke("shop", Kind.USER, "a", NOW);
            node.revoke("shop", Kind.USER, "a", NOW.plusSeconds(1));
            await().until(() -> records.kept.size() == 1);
            assertThat(records.kept).containsExactly(new Revocation("shop", Kind.USER, "a", NOW.plusSeconds(1)));
        }

        @Test
        void endsWhenNoTokenOfOursCanBeThatOld() throws Exception {
            node.revoke("shop", Kind.TOKEN, "t-1", NOW);
            records.kept.clear();
            node.after(Duration.ofDays(30));
            await().until(() ->
                    node.connect("shop", token("a", ",\"jti\":\"t-1\"")).equals("user a"));
        }

        @Test
        void hasALimitForEachApp() throws Exception {
            for (int i = 0; i < Backend.CONFIG.maxRevocations(); i++) node.revoke("shop", Kind.TOKEN, "t-" + i, NOW);
            RevokeDecision decision = ask(new Revocation("shop", Kind.TOKEN, "one more", NOW));
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            RevokeRefused.class,
                            refused -> assertThat(refused.code()).isEqualTo("too_many_revocations"));
            assertThat(ask(new Revocation("shop", Kind.TOKEN, "t-1", NOW))).isInstanceOf(Revoked.class);
            assertThat(ask(new Revocation("other", Kind.TOKEN, "one", NOW))).isInstanceOf(Revoked.class);
        }

        @Test
        void takesNoIdThatNoTokenCouldHave() throws Exception {
            assertThat(ask(new Revocation("shop", Kind.TOKEN, "x".repeat(4_097), NOW)))
                    .isInstanceOf(RevokeRefused.class);
        }

        @Test
        void isNotClaimedWhileTheClusterIsAway() throws Exception {
            records.away = true;
            assertThatThrownBy(() -> node.revoke("shop", Kind.TOKEN, "t-1", NOW))
                    .isInstanceOf(ReplyException.class);
        }

        @Test
        void goesOnWithWhatIsKnownWhileTheClusterIsAway() throws Exception {
            node.revoke("shop", Kind.TOKEN, "t-1", NOW);
            records.away = true;
            assertThat(node.connect("shop", token("a", ",\"jti\":\"t-1\""))).isEqualTo("token_revoked");
        }
    }

    @Nested
    class AnotherNode {

        @Test
        void refusesWhatWasRevokedHere() throws Exception {
            Vertx elsewhere = Vertx.vertx();
            try {
                TokenNode other = TokenNode.start(elsewhere, records, SHOP, OTHER);
                String token = token("a", ",\"jti\":\"t-1\"");
                assertThat(other.connect("shop", token)).isEqualTo("user a");
                node.revoke("shop", Kind.TOKEN, "t-1", NOW);
                await().until(() -> other.connect("shop", token).equals("token_revoked"));
            } finally {
                TokenNode.done(elsewhere.close());
            }
        }

        @Test
        void hearsOfItThoughNobodyListensToTheCluster() throws Exception {
            records.kept.add(new Revocation("shop", Kind.TOKEN, "t-1", Instant.EPOCH));
            await().until(() -> told.contains(new Revocation("shop", Kind.TOKEN, "t-1", Instant.EPOCH)));
            assertThat(node.connect("shop", token("a", ",\"jti\":\"t-1\""))).isEqualTo("token_revoked");
        }

        @Test
        void knowsWhenItStarts() throws Exception {
            node.revoke("shop", Kind.TOKEN, "t-1", NOW);
            Vertx elsewhere = Vertx.vertx();
            try {
                TokenNode other = TokenNode.start(elsewhere, records, SHOP, OTHER);
                assertThat(other.connect("shop", token("a", ",\"jti\":\"t-1\"")))
                        .isEqualTo("token_revoked");
            } finally {
                TokenNode.done(elsewhere.close());
            }
        }

        @Test
        void doesNotStartWithoutKnowing() {
            records.away = true;
            Vertx elsewhere = Vertx.vertx();
            try {
                assertThatThrownBy(() -> TokenNode.start(elsewhere, records, SHOP, OTHER))
                        .hasMessage("the cluster is away");
            } finally {
                elsewhere.close();
            }
        }
    }
}
