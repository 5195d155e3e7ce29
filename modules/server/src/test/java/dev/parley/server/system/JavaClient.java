package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.client.SocketOptionBuilder;
import io.socket.engineio.client.Transport;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;

/** The stock Java client with answers and events to wait for. Safe on every thread; the client calls from its own. */
final class JavaClient implements AutoCloseable {

    private static final long SECONDS = 20;
    private static final int SOON_MILLIS = 100;
    private static final String IN = "";

    private final Socket socket;
    /** What came of each attempt to connect: {@link #IN}, or why not. */
    private final BlockingQueue<String> attempts = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
    private final Set<String> transports = ConcurrentHashMap.newKeySet();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<Object[]>> events = new ConcurrentHashMap<>();

    private JavaClient(Socket socket) {
        this.socket = socket;
        socket.on(Socket.EVENT_CONNECT, none -> attempts.add(IN));
        socket.on(Socket.EVENT_CONNECT_ERROR, error -> attempts.add(String.valueOf(error[0])));
        socket.on(Socket.EVENT_DISCONNECT, reason -> losses.add(String.valueOf(reason[0])));
        socket.io().on(Manager.EVENT_TRANSPORT, opened -> watch((Transport) opened[0]));
        socket.connect();
    }

    /** A candidate is no transport yet: one counts when packets come over it. */
    private void watch(Transport transport) {
        transport.on(Transport.EVENT_PACKET, packet -> {
            transports.add(transport.name);
            String sid = transport.query.get("sid");
            if (sid != null) sessions.add(sid);
        });
    }

    /** Connects and expects to be let in. A lost connection stays lost. */
    static JavaClient connect(URI url, String... transports) throws Exception {
        var client = new JavaClient(IO.socket(url, options(transports).build()));
        assertThat(client.attempt()).isEqualTo(IN);
        return client;
    }

    /** Connects to a server that has its Socket.IO at another path. */
    static JavaClient connectAt(String path, URI url) throws Exception {
        var client =
                new JavaClient(IO.socket(url, options("websocket").setPath(path).build()));
        assertThat(client.attempt()).isEqualTo(IN);
        return client;
    }

    /** Connects by a user token. */
    static JavaClient connectAs(String token, URI url) throws Exception {
        IO.Options options =
                options("websocket").setAuth(Map.of("token", token)).build();
        var client = new JavaClient(IO.socket(url, options));
        assertThat(client.attempt()).isEqualTo(IN);
        return client;
    }

    /** Connects, says who it is, and comes back by itself whenever the connection is lost. */
    static JavaClient stay(URI url, String... transports) throws Exception {
        IO.Options options = options(transports)
                .setReconnection(true)
                .setReconnectionDelay(SOON_MILLIS)
                .setReconnectionDelayMax(5 * SOON_MILLIS)
                .setAuth(Map.of("user", "Zoë 🦜", "word", "a+b&c=d"))
                .build();
        var client = new JavaClient(IO.socket(url, options));
        assertThat(client.attempt()).isEqualTo(IN);
        return client;
    }

    /** Connects, expects to be refused and tells the reason. */
    static String refused(URI url, String... transports) throws Exception {
        try (var client = new JavaClient(IO.socket(url, options(transports).build()))) {
            return client.attempt();
        }
    }

    private static SocketOptionBuilder options(String... transports) {
        return IO.Options.builder().setForceNew(true).setReconnection(false).setTransports(transports);
    }

    /** The same client in another namespace, over the same connection. */
    JavaClient beside(String namespace) throws Exception {
        var client = new JavaClient(socket.io().socket(namespace));
        assertThat(client.attempt()).isEqualTo(IN);
        return client;
    }

    private String attempt() throws InterruptedException {
        String outcome = attempts.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(outcome).as("what came of connecting").isNotNull();
        return outcome;
    }

    /** Waits until a client that stays is connected once more, however often it must try. */
    void back() throws InterruptedException {
        while (!attempt().equals(IN)) {
            // It tries again by itself.
        }
    }

    /** The acknowledgement of an event. */
    JSONObject ask(String event, Object... args) throws Exception {
        var answer = new CompletableFuture<JSONObject>();
        socket.emit(event, args, answered -> answer.complete((JSONObject) answered[0]));
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Enters an open room and expects to be let in. */
    JSONObject join(String room) throws Exception {
        return granted(ask("join", new JSONObject().put("room", room)));
    }

    /** Publishes to a room that it is in. */
    JSONObject publish(String room, String event, Object data) throws Exception {
        return granted(ask("publish", publication(room, event, data)));
    }

    static JSONObject publication(String room, String event, Object data) throws JSONException {
        return new JSONObject().put("room", room).put("event", event).put("data", data);
    }

    private static JSONObject granted(JSONObject answer) throws JSONException {
        assertThat(answer.getBoolean("ok")).as(answer.toString()).isTrue();
        return answer;
    }

    /** Sends an event that may never be answered. */
    void tell(String event, Object... args) {
        socket.emit(event, args, nothing -> {});
    }

    /** Remembers events of a name from now on. */
    JavaClient listen(String event) {
        socket.on(event, args -> queue(event).add(args));
        return this;
    }

    /** Acknowledges events of a name from now on. */
    JavaClient acknowledge(String event, Object value) {
        socket.on(event, args -> ((Ack) args[args.length - 1]).call(value));
        return this;
    }

    /** The arguments of the next event of a name. */
    Object[] next(String event) throws InterruptedException {
        Object[] args = queue(event).poll(SECONDS, TimeUnit.SECONDS);
        assertThat(args).as("event " + event).isNotNull();
        return args;
    }

    /** How many events of a name have come and were not looked at. */
    int waiting(String event) {
        return queue(event).size();
    }

    /** The arguments of the next one, without the offset that stands behind them. */
    Object[] payload(String event) throws InterruptedException {
        Object[] args = next(event);
        assertThat(args[args.length - 1]).asString().startsWith("1");
        return Arrays.copyOf(args, args.length - 1);
    }

    private BlockingQueue<Object[]> queue(String event) {
        return events.computeIfAbsent(event, first -> new LinkedBlockingQueue<>());
    }

    String id() {
        return socket.id();
    }

    boolean connected() {
        return socket.connected();
    }

    /** Names of the transports over which packets have come. */
    Set<String> transports() {
        return Set.copyOf(transports);
    }

    /** Ids of the engine's sessions that it has had. */
    Set<String> sessions() {
        return Set.copyOf(sessions);
    }

    /** Why the connection was lost, the next time. */
    String lostBy() throws Exception {
        String reason = losses.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(reason).as("why the connection was lost").isNotNull();
        return reason;
    }

    /** Leaves the namespace, and if it is the last one the server. */
    void leave() {
        socket.disconnect();
    }

    @Override
    public void close() {
        leave();
    }
}
