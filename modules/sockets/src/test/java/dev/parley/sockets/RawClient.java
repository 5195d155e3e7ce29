package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks to a {@link TestNode} in raw HTTP and WebSocket frames. Used by the thread of its test. */
final class RawClient implements AutoCloseable {

    static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static final Pattern ASKING = Pattern.compile("4[25](?:\\d+-)?(?:/[^,]*,)?(\\d+)\\[.*");

    private final TestNode node;
    private final HttpClient http;
    private final WebSocketClient webSockets;

    RawClient(TestNode node) {
        this(node, new HttpClientOptions());
    }

    /** One that makes a connection for each request: for nodes that close idle ones, perhaps just when a request is sent. */
    static RawClient withNewConnections(TestNode node) {
        return new RawClient(node, new HttpClientOptions().setKeepAlive(false));
    }

    private RawClient(TestNode node, HttpClientOptions options) {
        this.node = node;
        this.http = node.vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(50));
        this.webSockets = node.vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1_000_000).setMaxMessageSize(1_000_000));
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    Answer get(String uri) {
        return request(HttpMethod.GET, uri, null, Map.of()).join();
    }

    CompletableFuture<Answer> getLater(String uri) {
        return request(HttpMethod.GET, uri, null, Map.of());
    }

    Answer post(String uri, String body) {
        return request(HttpMethod.POST, uri, body, Map.of("content-type", "text/plain;charset=UTF-8"))
                .join();
    }

    CompletableFuture<Answer> request(HttpMethod method, String uri, String body, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(node.port())
                .setURI(uri);
        headers.forEach(options::putHeader);
        // The whole exchange on one event loop: an answer may be complete before another thread asks for its body.
        Promise<Answer> answer = Promise.promise();
        node.vertx.runOnContext(here -> http.request(options)
                .compose(request -> body == null ? request.send() : request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(text -> answer(response, text)))
                .onComplete(answer));
        return answer.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return new Answer(response.statusCode(), headers, body.toString(StandardCharsets.UTF_8));
    }

    /** Opens a polling session and returns the URI for its requests. */
    String openPolling() {
        String open = get(POLLING).body();
        assertThat(open).startsWith("0{\"sid\":\"");
        return POLLING + "&sid=" + sid(open);
    }

    static String sid(String open) {
        byte[] json = open.substring(1).getBytes(StandardCharsets.UTF_8);
        var checked = (RawJson.Valid) RawJson.check(json, 0, json.length, 5);
        return checked.value().member("sid").flatMap(RawJson::asString).orElseThrow();
    }

    /** The id in an event that asks for an answer. */
    static String ackId(String event) {
        Matcher matcher = ASKING.matcher(event);
        assertThat(matcher.matches()).as(event).isTrue();
        return matcher.group(1);
    }

    Frames webSocket(String uri) {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(node.port())
                .setURI(uri);
        var frames = new Frames(webSockets.webSocket());
        TestNode.get(frames.webSocket.connect(options));
        return frames;
    }

    /** A WebSocket that is connected to namespace {@code /}. */
    Frames connected() {
        Frames frames = webSocket(WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40");
        frames.id = sid(frames.next().substring(1));
        return frames;
    }

    /** What comes in on a WebSocket: texts as they are, binary as {@code <hex>}, its end as {@code closed}. */
    static final class Frames {

        /** The socket's id in namespace {@code /}, once connected. */
        String id = "";

        final ClientWebSocket webSocket;
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        Frames(ClientWebSocket webSocket) {
            this.webSocket = webSocket;
            webSocket.textMessageHandler(frames::add);
            webSocket.binaryMessageHandler(
                    data -> frames.add("<" + HexFormat.of().formatHex(data.getBytes()) + ">"));
            webSocket.closeHandler(end -> frames.add("closed"));
            webSocket.exceptionHandler(broken -> {});
        }

        void send(String... texts) {
            for (String text : texts) TestNode.get(webSocket.writeTextMessage(text));
        }

        void send(byte[] data) {
            TestNode.get(webSocket.writeBinaryMessage(Buffer.buffer(data)));
        }

        /** The id that an event of namespace {@code /} is to be answered with. */
        static long ackId(String event) {
            return Long.parseLong(event.substring(2, event.indexOf('[')));
        }

        String next() {
            try {
                String frame = frames.poll(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(frame).as("a frame in time").isNotNull();
                return frame;
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @Override
    public void close() {
        TestNode.get(http.close());
        TestNode.get(webSockets.close());
    }
}
