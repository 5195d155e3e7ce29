package dev.parley.tokens;

import static dev.parley.tokens.Backend.KEY;
import static dev.parley.tokens.Backend.NOW;
import static dev.parley.tokens.Backend.sign;
import static dev.parley.tokens.Backend.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limits;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyJoin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TokenVerticleTest {

    private static final String ONCE = sign("{\"channel\":\"lobby\",\"timestamp\":1700000060,\"jti\":\"once\"}");

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void onABus(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
    }

    private void deploy(App app, SingleUse uses, int instances) throws Exception {
        var options = new DeploymentOptions().setInstances(instances);
        var apps = AppTable.of(app, Limits.NONE, clock);
        vertx.deployVerticle(
                        () -> new TokenVerticle(
                                Backend.CONFIG,
                                apps,
                                bus,
                                TokenNode.DEVELOPMENT,
                                uses,
                                new MemoryRecords(),
                                clock,
                                meters),
                        options)
                .await(10, TimeUnit.SECONDS);
    }

    private Future<JoinDecision> ask(String token) {
        return bus.ask(Addresses.VERIFY_JOIN, new VerifyJoin("shop", token, null, "s0cket", null));
    }

    private JoinDecision answer(String token) throws Exception {
        return ask(token).await(10, TimeUnit.SECONDS);
    }

    @Test
    void validTokenIsGrantedOverTheBus() throws Exception {
        deploy(trusting(KEY), new LocalSingleUse(clock, 10), 1);
        assertThat(answer(sign("{\"channel\":\"lobby\",\"timestamp\":1700000060,\"can\":[\"publish\"]}")))
                .isEqualTo(new JoinGranted(
                        "lobby", null, Set.of("publish"), Instant.ofEpochSecond(1_700_000_060), Optional.empty()));
    }

    @Test
    void deniedTokenIsAnsweredWithItsCode() throws Exception {
        deploy(trusting(KEY), new LocalSingleUse(clock, 10), 1);
        assertThat(answer("no token"))
                .isEqualTo(new JoinDenied("token_malformed", "This is not a token that this server can read."));
    }

    @Test
    void deniedTokensAreCountedByTheirCode() throws Exception {
        deploy(trusting(KEY), new LocalSingleUse(clock, 10), 1);
        answer("no token");
        await().untilAsserted(() -> assertThat(meters.get("parley.tokens.refused")
                        .tags("to", "join", "reason", "token_malformed")
                        .counter()
                        .count())
                .isEqualTo(1));
    }

    @Test
    void withoutKeysEveryTokenIsDenied() throws Exception {
        deploy(trusting(), new LocalSingleUse(clock, 10), 1);
        assertThat(code(answer(ONCE))).isEqualTo("tokens_not_configured");
        assertThat(code(answer(""))).isEqualTo("tokens_not_configured");
    }

    @Test
    void tokenForOneUseIsGrantedOnceByAllInstancesTogether() throws Exception {
        deploy(trusting(KEY), new LocalSingleUse(clock, 10), 2);
        var answers = IntStream.range(0, 8).mapToObj(i -> ask(ONCE)).toList();
        Future.all(answers).await(10, TimeUnit.SECONDS);
        assertThat(answers)
                .map(Future::result)
                .filteredOn(JoinGranted.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .map(Future::result)
                .filteredOn(JoinDenied.class::isInstance)
                .hasSize(7)
                .allMatch(denied -> code(denied).equals("token_used"));
    }

    @Test
    void tokenThatIsDeniedIsNotUsedUp() throws Exception {
        deploy(trusting(KEY), new LocalSingleUse(clock, 10), 1);
        JoinDecision elsewhere = bus.ask(
                        Addresses.VERIFY_JOIN, new VerifyJoin("shop", ONCE, "other room", "s0cket", null))
                .await(10, TimeUnit.SECONDS);
        assertThat(code(elsewhere)).isEqualTo("token_wrong_room");
        assertThat(answer(ONCE)).isInstanceOf(JoinGranted.class);
    }

    @Test
    void tokenIsNotGrantedWhileNobodyKnowsWhetherItWasUsed() throws Exception {
        deploy(trusting(KEY), (jti, until) -> Future.failedFuture("the cluster is away"), 1);
        assertThatThrownBy(() -> answer(ONCE)).isInstanceOf(ReplyException.class);
    }

    private static String code(JoinDecision decision) {
        return decision instanceof JoinDenied denied ? denied.code() : "granted";
    }
}
