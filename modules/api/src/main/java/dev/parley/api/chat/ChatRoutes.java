package dev.parley.api.chat;

import dev.parley.api.access.Access;
import dev.parley.api.access.NamespaceParameter;
import dev.parley.api.http.Routes;
import dev.parley.bus.chat.Chat;
import dev.parley.cluster.OnlineUsers;

/** {@code /api/v1/chat}, all of it. Safe on every thread. */
public final class ChatRoutes {

    private final UserRoutes users;
    private final RoomRoutes rooms;
    private final MessageRoutes messages;

    /**
     * The routes of one node.
     *
     * @param maxPage things in one answer
     */
    public ChatRoutes(Chat chat, OnlineUsers online, NamespaceParameter namespace, int maxPage) {
        var paging = new Paging(maxPage);
        var calls = new ChatCalls(chat, namespace);
        this.users = new UserRoutes(calls, paging, new Presences(chat, online));
        this.rooms = new RoomRoutes(calls, paging);
        this.messages = new MessageRoutes(calls, paging);
    }

    public void addTo(Routes routes, Access access) {
        users.addTo(routes, access);
        rooms.addTo(routes, access);
        messages.addTo(routes, access);
    }
}
