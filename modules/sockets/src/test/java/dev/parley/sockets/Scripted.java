package dev.parley.sockets;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** A profile that admits everybody, does with events what a test says, and remembers why sockets went. */
final class Scripted implements Profile {

    private final BiConsumer<ClientSocket, ClientEvent> onEvent;
    private final Map<String, DisconnectReason> reasons = new ConcurrentHashMap<>();

    Scripted(BiConsumer<ClientSocket, ClientEvent> onEvent) {
        this.onEvent = onEvent;
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        return Future.succeededFuture(Admission.admitted(new SocketHandler() {

            @Override
            public void connected() {}

            @Override
            public void event(ClientEvent event) {
                onEvent.accept(socket, event);
            }

            @Override
            public void disconnected(DisconnectReason reason) {
                reasons.put(socket.id(), reason);
            }
        }));
    }

    /** Why a socket went. Waits for it to go. */
    String reasonOf(String id) {
        return await().atMost(TestNode.PATIENCE)
                .until(() -> reasons.get(id), reason -> reason != null)
                .text();
    }
}
