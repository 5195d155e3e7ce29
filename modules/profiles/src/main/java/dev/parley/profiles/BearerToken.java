package dev.parley.profiles;

import dev.parley.sockets.ClientSocket;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** Where clients put the token that says who they are. Stateless. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * The token in {@code auth.token}, else the one in the header {@code Authorization: Bearer} of the request that opened
     * the connection.
     *
     * @return nothing if the client shows none; one that is not a text is as good as any other that cannot be right
     */
    public static Optional<String> of(ClientSocket socket) {
        return inAuth(socket).or(() -> inHeader(socket));
    }

    /** The one in {@code auth.token}. */
    public static Optional<String> inAuth(ClientSocket socket) {
        return socket.auth()
                .flatMap(auth -> auth.member("token"))
                .filter(token -> !token.isNull())
                .map(token -> token.asString().orElse(""));
    }

    /** The one in the header {@code Authorization: Bearer}. */
    public static Optional<String> inHeader(ClientSocket socket) {
        return Optional.ofNullable(socket.request().headers().get(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
