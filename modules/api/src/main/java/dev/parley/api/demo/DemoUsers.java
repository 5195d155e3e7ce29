package dev.parley.api.demo;

import dev.parley.api.access.Access;
import dev.parley.api.http.Problem;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users of the demo: each has a token, as users of any application have. Safe on every thread. */
final class DemoUsers {

    private static final Logger log = LoggerFactory.getLogger(DemoUsers.class);

    private final Bus bus;
    private final DemoConfig config;

    DemoUsers(Bus bus, DemoConfig config) {
        this.bus = bus;
        this.config = config;
    }

    /** A token of the user. */
    Future<MintDecision> mint(String user) {
        return bus.ask(
                Addresses.MINT,
                new MintUserToken(config.at().app(), user, config.tokenLifetime(), RawJson.EMPTY_OBJECT));
    }

    /** Goes on with the user whose token the request shows, and answers all others. */
    void known(RoutingContext ctx, Consumer<String> then) {
        Optional<String> token = Access.presented(ctx.request());
        if (token.isEmpty()) {
            stranger().send(ctx.response());
            return;
        }
        bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(config.at(), token.get()))
                .onSuccess(decision -> decided(ctx, decision, then))
                .onFailure(cause -> {
                    log.warn("nobody says whose token it is", cause);
                    Problem.unavailable().send(ctx.response());
                });
    }

    /** Other users of the application have no business here. */
    private static void decided(RoutingContext ctx, ConnectDecision decision, Consumer<String> then) {
        if (decision instanceof ConnectGranted granted
                && granted.identity().user().startsWith(DemoRequests.PREFIX)) {
            then.accept(granted.identity().user());
        } else {
            stranger().send(ctx.response());
        }
    }

    private static Problem stranger() {
        return new Problem(
                401,
                "unauthorized",
                "A session of the demo is needed",
                "Send its token as Authorization: Bearer.",
                List.of(),
                Map.of("WWW-Authenticate", "Bearer"));
    }
}
