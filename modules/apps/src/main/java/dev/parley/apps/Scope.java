package dev.parley.apps;

import java.util.Locale;
import java.util.Optional;

/** What an API key opens. */
public enum Scope {
    /** To send events. */
    EMIT,
    /** To ask what there is: metrics, rooms, sockets, users, the server. */
    READ,
    /** To move sockets into rooms and out of them, and to disconnect them. */
    SOCKETS,
    /** To mint and revoke tokens. */
    TOKENS,
    /** To keep users, rooms and messages. */
    CHAT,
    /** To keep endpoints of webhooks, and to see and replay what they are told. */
    WEBHOOKS,
    /** To change the app itself. */
    ADMIN;

    /** As it is written in requests and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String text) {
        for (Scope scope : values()) {
            if (scope.text().equals(text)) return Optional.of(scope);
        }
        return Optional.empty();
    }
}
