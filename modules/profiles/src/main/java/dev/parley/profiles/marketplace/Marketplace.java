package dev.parley.profiles.marketplace;

import dev.parley.bus.Addresses;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.chat.ChatDialect;
import dev.parley.profiles.Contract;
import dev.parley.profiles.JsValue;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.marketplace.MarketplaceConfig.Auth;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The {@code marketplace} profile: whoever shows a JSON Web Token is in the rooms of its user and its vendor. Safe on every
 * thread.
 */
public final class Marketplace implements Profile {

    private static final Admission.Refused NO_TOKEN = refusal("AUTH_REQUIRED");
    private static final Admission.Refused WRONG_TOKEN = refusal("AUTH_FAILED");
    private static final Admission.Refused NAMELESS_TOKEN = refusal("INVALID_TOKEN");
    private static final Admission.Refused NOBODY_TO_ASK = refusal("AUTH_UNAVAILABLE");
    private static final Admission.Refused FOREIGN_PAGE =
            Admission.refused("origin_refused", "Pages of this origin may not connect");

    /** Of them the first that a token has names its user. */
    private static final List<String> USER_CLAIMS = List.of("userId", "id");

    private final MarketplaceConfig config;
    private final ProfileServices node;
    private final Conversations conversations;
    private final Optional<Origins> origins;

    private Marketplace(MarketplaceConfig config, ProfileServices node) {
        this.config = config;
        this.node = node;
        this.conversations = Conversations.of(config.membership(), node);
        this.origins =
                Optional.of(config.origins()).filter(some -> !some.isEmpty()).map(Origins::new);
    }

    /** All of the profile. It has no routes: its backends emit at {@code /api/v1/emit}. */
    public static Contract contract(MarketplaceConfig config, ProfileServices node) {
        return new Contract(new Marketplace(config, node), ChatDialect.SILENT, List.of());
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (origins.isPresent() && !origins.get().admit(socket.request())) return Future.succeededFuture(FOREIGN_PAGE);
        return token(socket)
                .map(shown -> verify(socket, shown, USER_CLAIMS))
                .orElseGet(() -> Future.succeededFuture(unknown(socket)));
    }

    /** In {@code auth.token}, else in the query's {@code token}; the contract does not look at the header. */
    private static Optional<String> token(ClientSocket socket) {
        return socket.auth()
                .flatMap(auth -> auth.member("token"))
                .filter(token -> !JsValue.isFalsy(token))
                .map(token -> token.asString().orElse(""))
                .or(() -> Optional.ofNullable(socket.request().query().get("token"))
                        .filter(token -> !token.isEmpty()));
    }

    private Admission unknown(ClientSocket socket) {
        if (config.devUser()) return admitted(socket, Party.DEVELOPER, Optional.empty());
        return config.auth() == Auth.OPTIONAL ? admitted(socket, Party.NOBODY, Optional.empty()) : NO_TOKEN;
    }

    /**
     * @param claims that may name the user, the first one first
     */
    private Future<Admission> verify(ClientSocket socket, String token, List<String> claims) {
        var question = new VerifyConnect(socket.appNamespace(), token, Optional.of(claims.getFirst()));
        return node.bus()
                .ask(Addresses.VERIFY_CONNECT, question)
                .compose(decision -> decided(socket, token, claims, decision))
                .otherwise(lost -> NOBODY_TO_ASK);
    }

    private Future<Admission> decided(
            ClientSocket socket, String token, List<String> claims, ConnectDecision decision) {
        return switch (decision) {
            case ConnectGranted granted -> Future.succeededFuture(known(socket, token, granted.identity()));
            case ConnectDenied denied ->
                switch (denied.code()) {
                    case "token_claim_missing" ->
                        claims.size() > 1
                                ? verify(socket, token, claims.subList(1, claims.size()))
                                : Future.succeededFuture(NAMELESS_TOKEN);
                    case "auth_unavailable" -> Future.succeededFuture(NOBODY_TO_ASK);
                    default -> Future.succeededFuture(WRONG_TOKEN);
                };
        };
    }

    /** A token that is to be changed for another one says nothing about who shows it. */
    private Admission known(ClientSocket socket, String token, Identity identity) {
        boolean refreshes = identity.claims()
                .member("type")
                .flatMap(RawJson::asString)
                .filter("refresh"::equals)
                .isPresent();
        return refreshes ? WRONG_TOKEN : admitted(socket, Party.of(identity, token), Optional.of(identity));
    }

    private Admission admitted(ClientSocket socket, Party party, Optional<Identity> identity) {
        boolean anyRoom = config.auth() == Auth.OPTIONAL && identity.isEmpty();
        var typing = new Typing(
                node.vertx(), node.broadcaster(), node.clock(), config.typingTimeout(), socket, party.user());
        var client = new MarketplaceSocket(socket, party, anyRoom, conversations, typing, node.clock());
        return new Admission.Admitted(client, identity, party.rooms());
    }

    /** Without more about it: clients of the contract compare the message. */
    private static Admission.Refused refusal(String message) {
        return new Admission.Refused(message, null);
    }
}
