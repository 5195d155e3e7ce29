package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    @Test
    void requestsOnOneConnectionAreAnsweredOneAfterTheOther() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + said
                            + exchange.getRequestHeaders().getFirst("X-Key"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        var answers = new ArrayList<String>();
        try (var loop = new Loop()) {
            loop.connect(server.getAddress(), new HttpConnection(new HttpConnection.Listener() {
                @Override
                public void ready(HttpConnection connection) {
                    connection.send(HttpConnection.get("/a", "X-Key: 1\r\n"));
                }

                @Override
                public void answered(HttpConnection connection, int status, ByteBuffer bytes, int bodyAt, int length) {
                    byte[] body = new byte[length];
                    bytes.get(bodyAt, body);
                    answers.add(status + " " + new String(body, StandardCharsets.UTF_8));
                    connection.send(HttpConnection.post("/b", "X-Key: 2\r\n", "x".repeat(40_000)));
                }
            }));
            loop.until(() -> answers.size() == 3, Duration.ofSeconds(20), "three answers");
        } finally {
            server.stop(0);
        }
        assertThat(answers.subList(0, 3))
                .isEqualTo(List.of(
                        "201 GET /a 1",
                        "201 POST /b " + "x".repeat(40_000) + "2",
                        "201 POST /b " + "x".repeat(40_000) + "2"));
    }
}
