package dev.parley.profiles.messaging;

import dev.parley.bus.Addresses;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.profiles.Contract;
import dev.parley.profiles.JsValue;
import dev.parley.profiles.ProfileServices;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code messaging} profile: whoever shows a JSON Web Token of a known user connects as that user. Safe on every
 * thread.
 */
public final class Messaging implements Profile {

    /** What users can be. */
    public static final List<String> ROLES = SignUp.ROLES;

    /** The claim of a token that names its user. */
    static final String USER_CLAIM = "_id";

    private static final String NO_TOKEN = "Authentication error: No token provided";
    private static final String INVALID_TOKEN = "Authentication error: Invalid token";
    private static final String NO_USER = "Authentication error: User not found";
    private static final String UNAVAILABLE = "Authentication error: Temporarily unavailable, try again";
    private static final String FOREIGN_PAGE = "Pages of this origin may not connect";

    private static final String NOBODY_TO_ASK = "auth_unavailable";
    private static final String SCHEME = "Bearer ";

    private final MessagingConfig config;
    private final ProfileServices node;
    private final Presence presence;
    private final Optional<Origins> origins;

    private Messaging(MessagingConfig config, ProfileServices node) {
        this.config = config;
        this.node = node;
        this.presence = Presence.of(config, node);
        this.origins =
                Optional.of(config.origins()).filter(some -> !some.isEmpty()).map(Origins::new);
    }

    /**
     * All of the profile. Its HTTP routes act in the standard app, and there in one namespace.
     *
     * @param namespaces that speak it: names and patterns; the first that is no pattern is the one of the HTTP routes, and
     *     without one there are none
     */
    public static Contract contract(MessagingConfig config, ProfileServices node, Collection<String> namespaces) {
        List<MessagingRoutes> routes = namespaces.stream()
                .filter(name -> name.indexOf('*') < 0)
                .limit(1)
                .map(name -> new MessagingRoutes(config, node, name))
                .toList();
        return new Contract(new Messaging(config, node), new MessagingDialect(), List.copyOf(routes));
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (origins.isPresent() && !origins.get().admit(socket.request())) return refused(FOREIGN_PAGE);
        Optional<String> token = token(socket);
        if (token.isEmpty()) return refused(NO_TOKEN);
        var question = new VerifyConnect(socket.appNamespace(), token.get(), Optional.of(USER_CLAIM));
        return node.bus()
                .ask(Addresses.VERIFY_CONNECT, question)
                .compose(decision -> decided(socket, decision))
                .otherwise(lost -> refusal(UNAVAILABLE));
    }

    /** The bare token in {@code auth.token}, else the header's. One that is no text is a wrong one. */
    private static Optional<String> token(ClientSocket socket) {
        return socket.auth()
                .flatMap(auth -> auth.member("token"))
                .filter(token -> !JsValue.isFalsy(token))
                .map(token -> token.asString().orElse(""))
                .or(() -> Optional.ofNullable(socket.request().headers().get(HttpHeaders.AUTHORIZATION))
                        .map(header -> header.replaceFirst(SCHEME, ""))
                        .filter(token -> !token.isEmpty()));
    }

    private Future<Admission> decided(ClientSocket socket, ConnectDecision decision) {
        return switch (decision) {
            case ConnectDenied denied -> refused(nobodyCouldSay(denied) ? UNAVAILABLE : INVALID_TOKEN);
            case ConnectGranted granted -> {
                Optional<String> id = ObjectId.of(granted.identity().user());
                if (id.isEmpty()) yield refused(INVALID_TOKEN);
                yield node.chat()
                        .ask(new FindUsers(socket.appNamespace(), Set.of(id.get())))
                        .map(answer -> found(socket, granted.identity(), answer));
            }
        };
    }

    /** Whether the token may be right after all. */
    static boolean nobodyCouldSay(ConnectDenied denied) {
        return denied.code().equals(NOBODY_TO_ASK);
    }

    private Admission found(ClientSocket socket, Identity identity, ChatAnswer<List<ChatUser>> answer) {
        return switch (answer) {
            case Refused<List<ChatUser>> refused -> refusal(UNAVAILABLE);
            case Told<List<ChatUser>> told ->
                told.value().stream()
                        .filter(user -> user.deleted().isEmpty())
                        .findFirst()
                        .<Admission>map(user -> admitted(socket, identity, Account.of(user)))
                        .orElseGet(() -> refusal(NO_USER));
        };
    }

    private Admission admitted(ClientSocket socket, Identity identity, Account user) {
        // The user's own spelling of the id: it is the one that others address.
        var spelt = new Identity(user.id(), identity.token(), identity.issued(), identity.expires(), identity.claims());
        return new Admission.Admitted(new MessagingSocket(socket, user, config, node, presence), Optional.of(spelt));
    }

    private static Future<Admission> refused(String why) {
        return Future.succeededFuture(refusal(why));
    }

    private static Admission refusal(String why) {
        return new Admission.Refused(why, null);
    }
}
