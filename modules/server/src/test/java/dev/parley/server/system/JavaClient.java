package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;

/** The stock Java client with answers and events to wait for. Safe on every thread; the client calls from its own. */
final class JavaClient implements AutoCloseable {

    private static final long SECONDS = 20;

    private final Socket socket;
    private final CompletableFuture<String> connected = new CompletableFuture<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final Set<String> transports = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<Object[]>> events = new ConcurrentHashMap<>();

    private JavaClient(URI url, String... transports) {
        socket = IO.socket(
                url,
                IO.Options.builder()
                        .setForceNew(true)
                        .setReconnection(false)
                        .setTransports(transports)
                        .build());
        socket.on(Socket.EVENT_CONNECT, none -> connected.complete(""));
        socket.on(Socket.EVENT_CONNECT_ERROR, error -> connected.complete(String.valueOf(error[0])));
        socket.on(Socket.EVENT_DISCONNECT, reason -> lost.complete(String.valueOf(reason[0])));
        socket.io().on(Manager.EVENT_TRANSPORT, opened -> watch((Transport) opened[0]));
        socket.connect();
    }

    /** A candidate is no transport yet: one counts when packets come over it. */
    private void watch(Transport transport) {
        transport.on(Transport.EVENT_PACKET, packet -> transports.add(transport.name));
    }

    /** Connects and expects to be let in. */
    static JavaClient connect(URI url, String... transports) throws Exception {
        var client = new JavaClient(url, transports);
        assertThat(client.connected.get(SECONDS, TimeUnit.SECONDS)).isEmpty();
        return client;
    }

    /** Connects, expects to be refused and tells the reason. */
    static String refused(URI url, String... transports) throws Exception {
        try (var client = new JavaClient(url, transports)) {
            return client.connected.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The acknowledgement of an event. */
    JSONObject ask(String event, Object... args) throws Exception {
        var answer = new CompletableFuture<JSONObject>();
        socket.emit(event, args, answered -> answer.complete((JSONObject) answered[0]));
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Remembers events of a name from now on. */
    JavaClient listen(String event) {
        socket.on(event, args -> queue(event).add(args));
        return this;
    }

    /** The arguments of the next event of a name. */
    Object[] next(String event) throws InterruptedException {
        Object[] args = queue(event).poll(SECONDS, TimeUnit.SECONDS);
        assertThat(args).as("event " + event).isNotNull();
        return args;
    }

    private BlockingQueue<Object[]> queue(String event) {
        return events.computeIfAbsent(event, first -> new LinkedBlockingQueue<>());
    }

    String id() {
        return socket.id();
    }

    /** Names of the transports over which packets have come. */
    Set<String> transports() {
        return Set.copyOf(transports);
    }

    /** Why the connection was lost. */
    String lostBy() throws Exception {
        return lost.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
