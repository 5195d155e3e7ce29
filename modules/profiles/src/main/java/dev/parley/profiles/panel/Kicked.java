package dev.parley.profiles.panel;

import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;

/** Somebody who did not say who it is, or not credibly: may connect, as the contract has it, and has to go at once. */
record Kicked(ClientSocket socket) implements SocketHandler {

    @Override
    public void connected() {
        socket.disconnect();
    }

    @Override
    public void event(ClientEvent event) {}

    @Override
    public void disconnected(DisconnectReason reason) {}
}
