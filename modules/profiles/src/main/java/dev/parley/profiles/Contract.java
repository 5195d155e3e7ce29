package dev.parley.profiles;

import dev.parley.api.ProfileRoutes;
import dev.parley.chat.ChatDialect;
import dev.parley.sockets.Profile;
import java.util.List;

/**
 * All that a profile is to a node. A profile translates: rooms, messages and tokens are the same for all of them.
 *
 * @param sockets who may connect, and what clients' events do
 * @param chat how clients are told what happens in chat
 * @param routes what it serves over HTTP
 */
public record Contract(Profile sockets, ChatDialect chat, List<ProfileRoutes> routes) {

    public Contract {
        routes = List.copyOf(routes);
    }
}
