package dev.parley.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.parley.client.FakeServer;
import dev.parley.client.FakeServer.Reply;
import dev.parley.client.FakeServer.Request;
import dev.parley.client.Parley;
import dev.parley.client.Webhooks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the documentation shows does what it says. */
class ExamplesTest {

    @AutoClose
    private final FakeServer server = FakeServer.answering(ExamplesTest::reply);

    @AutoClose
    private final Parley parley = Parley.connect(server.url(), "key");

    private static Reply reply(Request request) {
        return switch (request.uri().split("\\?")[0]) {
            case "/api/v1/emit" ->
                request.body().contains("\"ack\"") ? Reply.json(200, """
                                {"id":"e","complete":true,"addressed":1,"answered":1,"truncated":false,
                                 "responses":[{"socket":"s","value":"mine"}],"missing":[]}""") : Reply.json(202, "{\"id\":\"e\"}");
            case "/api/v1/emit/batch" -> Reply.json(202, "{\"ids\":[\"a\",\"b\"]}");
            case "/api/v1/rooms" -> Reply.json(200, """
                        {"rooms":[{"room":"order:1","sockets":2},{"room":"order:2","sockets":3}],
                         "complete":true,"missing":[]}""");
            case "/api/v1/tokens" ->
                Reply.json(201, "{\"token\":\"t\",\"user\":\"ann\",\"expires\":\"2030-01-31T12:00:00Z\"}");
            default -> Reply.json(200, "{\"revoked\":{\"user\":\"bob\"}}");
        };
    }

    @Test
    void jsonIsReadAndMade() {
        assertThat(JsonExample.textOfTheFirst("{\"items\":[{\"text\":\"Hello\"}]}"))
                .isEqualTo("Hello");
        assertThat(JsonExample.order().at("items")).hasToString("[\"tea\",\"milk\"]");
    }

    @Test
    void eventsAreEmitted() {
        assertThat(EmitExample.connect(server.url(), "key")).isEqualTo("e");
        assertThat(EmitExample.emit(parley).answered()).isEqualTo(1);
        assertThat(EmitExample.batch(parley)).containsExactly("a", "b");
        try (Parley other = EmitExample.builder(server.url(), "key")) {
            assertThat(other).hasToString("Parley[" + server.url() + ", namespace=/shop]");
        }
    }

    @Test
    void roomsAreListed() {
        assertThat(QueryExample.ordersWithSomebody(parley)).isEqualTo(5);
    }

    @Test
    void tokensAreMinted() {
        assertThat(TokenExample.join("geheim")).isNotEqualTo(TokenExample.join("geheim"));
        assertThat(TokenExample.user(parley).user()).isEqualTo("ann");
    }

    @Test
    void marketplaceIsTold() {
        MarketplaceExample.tell(parley);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void webhooksAreReceived() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String body = """
                {"type":"user.online","timestamp":"2030-01-31T12:00:00Z","data":{"namespace":"/","user":"ann"}}""";
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", new WebhookExample(Webhooks.verifiedBy(secret), seen)::receive);
        receiver.start();
        try (HttpClient sender = HttpClient.newHttpClient()) {
            long now = Instant.now().getEpochSecond();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + receiver.getAddress().getPort()))
                    .header("webhook-id", "msg_1")
                    .header("webhook-timestamp", String.valueOf(now))
                    .header("webhook-signature", new Webhook(secret).sign("msg_1", now, body));
            assertThat(status(sender, request, body)).isEqualTo(204);
            assertThat(status(sender, request, body + " ")).isEqualTo(400);
            assertThat(seen).containsExactly("ann is here");
        } finally {
            receiver.stop(0);
        }
    }

    private static int status(HttpClient sender, HttpRequest.Builder request, String body) throws Exception {
        return sender.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
