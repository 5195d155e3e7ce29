package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session that was opened by polling, and its requests: each on a connection of its own, so that none waits for another.
 *
 * @param engine that has the session
 * @param front that the requests go to, another node perhaps
 * @param query that all requests have
 */
record PollingClient(TestEngine engine, TestEngine front, String query, String sid) {

    private static final Pattern SID = Pattern.compile("\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]+)");

    /**
     * Opens a session.
     *
     * @param query of the handshake and of all requests, without the transport
     */
    static PollingClient open(TestEngine engine, String query) {
        String open = engine.get("/socket.io/?" + query + "&transport=polling").body();
        Matcher sid = SID.matcher(open);
        assertThat(sid.find()).as(open).isTrue();
        return new PollingClient(engine, engine, query, sid.group(1));
    }

    /** The same session, whose requests go to another node. */
    PollingClient through(TestEngine other) {
        return new PollingClient(engine, other, query, sid);
    }

    /** The same session by a client that says something else in its queries. */
    PollingClient saying(String otherQuery) {
        return new PollingClient(engine, front, otherQuery, sid);
    }

    EchoSession session() {
        return engine.session(sid);
    }

    String uri(String transport) {
        return "/socket.io/?" + query + "&transport=" + transport + "&sid=" + sid;
    }

    Answer get(String... headers) {
        return request("GET", headers);
    }

    Answer request(String method, String... headers) {
        return front.wire().request(method, uri("polling"), headers).answer();
    }

    /** A GET that is held. */
    Wire hold() {
        Wire wire = front.wire().request("GET", uri("polling"));
        Patience.until(session()::keepsUp);
        return wire;
    }

    Answer post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), "Content-Type: text/plain;charset=UTF-8");
    }

    Answer post(byte[] body, String... headers) {
        return front.wire().post(uri("polling"), body, headers).answer();
    }

    /** A POST of which the engine has only read the beginning. */
    Wire beginPost(int length, String first) {
        // An answered request first: the engine has accepted the connection then.
        Wire wire = front.wire();
        assertThat(wire.request("GET", "/elsewhere").answer().status()).isEqualTo(404);
        wire.beginPost(uri("polling"), length, first);
        // The engine has one event loop, so what was sent before this request was read before its answer.
        assertThat(front.get("/elsewhere").status()).isEqualTo(404);
        return wire;
    }

    /** A WebSocket for this session, accepted, not probed. */
    WebSocketWire candidate() {
        return front.webSocket(uri("websocket"));
    }

    /** A candidate that was probed. */
    WebSocketWire probed() {
        WebSocketWire candidate = candidate().send("2probe");
        assertThat(candidate.next()).isEqualTo("3probe");
        return candidate;
    }

    /** The session's WebSocket after an upgrade. */
    WebSocketWire upgrade() {
        return probed().send("5");
    }
}
