package dev.parley.profiles.adminui;

import dev.parley.api.access.Witness;
import dev.parley.chat.ChatDialect;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import io.vertx.core.Future;
import java.util.List;

/** The profile {@code admin-ui}: nobody enters who has not signed in. Safe on every thread. */
public final class AdminUi implements Profile {

    /** The UI compares the message. */
    private static final Admission.Refused DENIED = Admission.refused("invalid_credentials", "invalid credentials");

    private static final Admission.Refused TOO_OFTEN =
            Admission.refused("rate_limited", "too many attempts, try again in a minute");

    private static final Admission.Refused OTHER_APP =
            Admission.refused("app_refused", "This namespace is of no app: connect without one");

    private final AdminUiConfig config;
    private final ProfileServices node;
    private final Witness witness;
    private final SignIn signIn;

    private AdminUi(AdminUiConfig config, ProfileServices node, Witness witness) {
        this.config = config;
        this.node = node;
        this.witness = witness;
        this.signIn = new SignIn(config, node.clock(), System::nanoTime);
    }

    /**
     * All of the profile.
     *
     * @param witness is told what is done to sockets
     */
    public static Contract contract(AdminUiConfig config, ProfileServices node, Witness witness) {
        return new Contract(
                new AdminUi(config, node, witness),
                ChatDialect.SILENT,
                config.pages() ? List.of(new AdminUiPages(node.vertx(), config)) : List.of());
    }

    /** It stands in the configured app, as who names no app does, and sees all of them. */
    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (!socket.app().equals(node.apps().standard().id())) return Future.succeededFuture(OTHER_APP);
        RawJson auth = socket.auth().orElse(RawJson.EMPTY_OBJECT);
        return Future.succeededFuture(
                switch (signIn.judge(auth, socket.request().address())) {
                    case SignIn.Granted granted ->
                        Admission.admitted(new AdminSocket(socket, config, node, granted, witness));
                    case SignIn.Denied denied -> DENIED;
                    case SignIn.TooOften tooOften -> TOO_OFTEN;
                });
    }
}
