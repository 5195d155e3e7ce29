package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limits;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import dev.parley.cluster.LocalRecords;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.protocol.json.RawJson;
import dev.parley.tokens.LocalSingleUse;
import dev.parley.tokens.TokenVerticle;
import dev.parley.tokens.TokensConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedRevocationsTest {

    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_500L);

    private Instant now = NOW;
    private final LocalRecords records = new LocalRecords(() -> now);
    private final SharedRevocations shared = new SharedRevocations(records);

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    @Nested
    class ARecord {

        @Test
        void isReadAsItWasWritten() throws Exception {
            var all = List.of(
                    new Revocation("shop", Kind.TOKEN, "[\"a\",\"b\"]", Instant.EPOCH),
                    new Revocation("shop", Kind.USER, "phòng \ud83d\ude00 \"7\"", NOW),
                    new Revocation("shop", Kind.USER, "phòng \ud83d\ude00 \"7\"", NOW.plusMillis(1)),
                    new Revocation("other", Kind.ALL, "", NOW));
            for (Revocation each : all) done(shared.keep(each, LIFE));
            assertThat(done(shared.all())).containsExactlyInAnyOrderElementsOf(all);
        }

        @Test
        void isThereOnceHoweverOftenItIsKept() throws Exception {
            var revocation = new Revocation("shop", Kind.ALL, "", NOW);
            done(shared.keep(revocation, LIFE));
            done(shared.keep(revocation, LIFE));
            assertThat(done(shared.all())).containsExactly(revocation);
            done(shared.drop(revocation));
            assertThat(done(shared.all())).isEmpty();
        }

        @Test
        void isGoneAfterItsTime() throws Exception {
            done(shared.keep(new Revocation("shop", Kind.ALL, "", NOW), LIFE));
            now = NOW.plus(LIFE);
            assertThat(done(shared.all())).isEmpty();
        }

        @Test
        void ofALaterVersionIsPassedOver() throws Exception {
            for (String key : List.of("", "x", "{}", "[]", "[\"a\",\"NEW\",\"b\",1]", "[\"a\",\"ALL\",\"\",\"1\"]")) {
                done(records.create(key, "", Optional.empty()));
            }
            assertThat(done(shared.all())).isEmpty();
        }
    }

    @Nested
    class TwoNodes {

        private final Vertx here = Vertx.vertx();
        private final Vertx there = Vertx.vertx();

        @AfterEach
        void stop() throws Exception {
            done(Future.all(here.close(), there.close()));
        }

        private Bus start(Vertx vertx) throws Exception {
            InstantSource clock = () -> NOW;
            var key = new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            var app = App.bare("shop").withSecrets(List.of(new SigningSecret("s1", key, Optional.empty())));
            var config = new TokensConfig(LIFE, 4_096, LIFE, 10, 1);
            var bus = new Bus(vertx);
            done(vertx.deployVerticle(new TokenVerticle(
                    config,
                    AppTable.of(app, Limits.NONE, clock),
                    bus,
                    new Guard(new OutboundConfig(true, List.of(), false)),
                    new LocalSingleUse(clock, 10),
                    new SharedRevocations(records),
                    clock,
                    new SimpleMeterRegistry())));
            return bus;
        }

        private static String outcome(Bus bus, String token) throws Exception {
            ConnectDecision decision =
                    done(bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(new AppNamespace("shop", "/"), token)));
            return decision instanceof ConnectDenied denied ? denied.code() : "granted";
        }

        @Test
        void refuseWhatOneOfThemRevoked() throws Exception {
            Bus one = start(here);
            Bus other = start(there);
            var minted = (Minted)
                    done(one.ask(Addresses.MINT, new MintUserToken("shop", "u-7", LIFE, RawJson.EMPTY_OBJECT)));
            assertThat(outcome(other, minted.token())).isEqualTo("granted");
            var lost = new Revocation(
                    "shop", Kind.TOKEN, Optional.ofNullable(minted.id()).orElseThrow(), NOW);
            done(one.ask(Addresses.REVOKE, new Revoke(lost)));
            assertThat(outcome(one, minted.token())).isEqualTo("token_revoked");
            await().until(() -> outcome(other, minted.token()).equals("token_revoked"));
        }
    }
}
