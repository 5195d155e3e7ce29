package dev.parley.profiles.console;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import io.vertx.core.Future;

/** The {@code console} profile: whoever is signed in at the console is told how the cluster is. Safe on every thread. */
public final class Console implements Profile {

    private static final Admission REFUSED = Admission.refused("unauthorized", "Sign in at the console.");

    private final ConsoleServices node;

    public Console(ConsoleServices node) {
        this.node = node;
    }

    /** The cookie comes with whatever a browser sends; that a page of the console sent it, the token proves. */
    @Override
    public Future<Admission> connect(ClientSocket socket) {
        String token = socket.auth()
                .flatMap(auth -> auth.member("token"))
                .flatMap(RawJson::asString)
                .orElse("");
        return Future.succeededFuture(node.sessions()
                .of(socket.request().headers(), token)
                .<Admission>map(session -> Admission.admitted(new ConsoleSocket(socket, session, node)))
                .orElse(REFUSED));
    }
}
