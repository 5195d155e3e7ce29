package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client with a server that answers each poll with what the test wants, in the order in which it says so. */
class PollingClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OPEN = "0{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":25000}";
    private static final String CONNECTED = "40{\"sid\":\"public\"}";
    private static final String JOINED = "430[{\"ok\":true}]";
    private static final String JOIN = "420[\"join\",{\"room\":\"public:r1\"}]";
    private static final String SEPARATOR = "\u001e";
    private static final int BAD_REQUEST = 400;
    private static final int OK = 200;

    private final Loop loop = new Loop();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final PollingClient client = new PollingClient(7, "public:r1", new Member.Listener() {
        @Override
        public void ready(Member member) {
            heard.add("ready " + member.number());
        }

        @Override
        public void delivered(Member member) {
            heard.add("event " + member.countOne());
        }
    });
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/socket.io/", this::serve);
        server.start();
    }

    @AfterEach
    void close() {
        loop.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                requests.add("POST " + said + (query.endsWith("&sid=abc") ? "" : " without its session"));
                answer(exchange, OK, "ok");
                return;
            }
            requests.add("GET " + query);
            String answer = answers.take();
            answer(exchange, answer.isEmpty() ? BAD_REQUEST : OK, answer);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void connect(String... polls) {
        answers.addAll(List.of(polls));
        client.connect(loop, server.getAddress());
    }

    @Test
    void itJoinsItsRoomAndCountsTheEventsOfEachAnswer() {
        connect(
                OPEN,
                CONNECTED,
                JOINED,
                "42[\"m\",1]",
                String.join(SEPARATOR, "42[\"m\",2]", "6", "42[\"m\",\"\u00e4\"]", "42[\"m\",4]"));
        loop.until(() -> heard.size() == 5, SOON, "all is heard");
        assertThat(heard).containsExactly("ready 7", "event 0", "event 1", "event 2", "event 3");
        assertThat(client.received()).isEqualTo(4);
    }

    @Test
    void itAsksAgainOnlyWhenWhatItHasToSayFirstIsAnswered() {
        connect(OPEN, CONNECTED, JOINED);
        loop.until(() -> requests.size() == 6, SOON, "it waits for events");
        String poll = "GET EIO=4&transport=polling";
        assertThat(requests)
                .containsExactly(
                        poll, "POST 40", poll + "&sid=abc", "POST " + JOIN, poll + "&sid=abc", poll + "&sid=abc");
    }

    @Test
    void aHeartbeatIsAnsweredBesideTheNextPoll() {
        connect(OPEN, CONNECTED, JOINED, "2" + SEPARATOR + "42[\"m\",1]");
        loop.until(() -> requests.contains("POST 3") && requests.size() == 8, SOON, "it answers and asks again");
        assertThat(heard).containsExactly("ready 7", "event 0");
    }

    @Test
    void aRefusalToJoinIsAFaultThatSaysWhy() {
        connect(OPEN, CONNECTED, "430[{\"ok\":false,\"code\":\"token_required\"}]");
        assertFault("token_required");
    }

    @Test
    void aPollThatIsRefusedIsAFault() {
        connect(OPEN, CONNECTED, "");
        assertFault("400");
    }

    @Test
    void aRefusalToConnectIsAFaultThatSaysWhy() {
        connect(OPEN, "44{\"message\":\"Invalid namespace\"}");
        assertFault("Invalid namespace");
    }

    private void assertFault(String words) {
        assertThatThrownBy(() -> loop.until(() -> false, SOON, "never")).hasMessageContaining(words);
        assertThat(heard).isEmpty();
    }
}
