package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.AuthHook;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.Limits;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A TokenVerticle on a bus of its own, with a clock that stands still until it is moved. */
final class TokenNode {

    static final Guard DEVELOPMENT = new Guard(new OutboundConfig(true, List.of(), false));
    static final Guard PRODUCTION = new Guard(new OutboundConfig(false, List.of(), false));

    final Vertx vertx;
    final Bus bus;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    volatile Instant now = NOW;

    private TokenNode(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
    }

    static TokenNode start(Vertx vertx, RevocationRecords records, App... apps) throws Exception {
        return start(vertx, Backend.CONFIG, records, apps);
    }

    static TokenNode start(Vertx vertx, TokensConfig config, RevocationRecords records, App... apps) throws Exception {
        return start(vertx, config, DEVELOPMENT, records, apps);
    }

    static TokenNode start(Vertx vertx, TokensConfig config, Guard guard, RevocationRecords records, App... apps)
            throws Exception {
        var node = new TokenNode(vertx);
        var table = new AppTable(apps[0], List.of(apps), Limits.NONE, () -> node.now);
        var uses = new LocalSingleUse(() -> node.now, 100);
        done(vertx.deployVerticle(
                new TokenVerticle(config, table, node.bus, guard, uses, records, () -> node.now, node.meters)));
        return node;
    }

    static App app(String id, List<SigningSecret> secrets, List<JwtTrust> trusts, @Nullable AuthHook hook) {
        return new App(
                id, id, List.of(), secrets, trusts, Optional.ofNullable(hook), Optional.empty(), false, Limits.NONE);
    }

    /** An app that trusts one issuer, for tokens of the audience {@code audience}. */
    static App trusting(String id, KeySource keys, String... algorithms) {
        return app(id, List.of(), List.of(trust(keys, algorithms)), null);
    }

    static JwtTrust trust(KeySource keys, String... algorithms) {
        return new JwtTrust(keys, Set.of(algorithms), Optional.empty(), Optional.of("audience"), "sub", Set.of(), 0);
    }

    static SigningSecret secret(String id, String text) {
        return new SigningSecret(id, Backend.key(text), Optional.empty());
    }

    Future<ConnectDecision> ask(String app, String token) {
        return bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(new AppNamespace(app, "/"), token));
    }

    /** The code of a denial, or {@code user} and the user. */
    String connect(String app, String token) throws Exception {
        return outcome(done(ask(app, token)));
    }

    static String outcome(ConnectDecision decision) {
        return switch (decision) {
            case ConnectGranted granted -> "user " + granted.identity().user();
            case ConnectDenied denied -> denied.code();
        };
    }

    /** The code of a denial, or {@code room} and the room. */
    String join(String app, String token) throws Exception {
        JoinDecision decision = done(bus.ask(Addresses.VERIFY_JOIN, new VerifyJoin(app, token, null, "s0cket", null)));
        return switch (decision) {
            case JoinGranted granted -> "room " + granted.room();
            case JoinDenied denied -> denied.code();
        };
    }

    void revoke(String app, Kind kind, String of, Instant before) throws Exception {
        done(bus.ask(Addresses.REVOKE, new Revoke(new Revocation(app, kind, of, before))));
    }

    void after(Duration time) {
        now = now.plus(time);
    }

    static <T> T done(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
