package dev.parley.webhooks;

import static dev.parley.webhooks.Node.telling;
import static dev.parley.webhooks.Receiver.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class HostileReceiverTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    private static final int PART = 16 * 1024;
    private static final long LENGTH = 6_400 * PART;

    private Vertx vertx;

    @BeforeEach
    void vertx(Vertx vertx) {
        this.vertx = vertx;
    }

    private Node nodeTelling(URI url) throws Exception {
        return nodeTelling(url, 2);
    }

    private Node nodeTelling(URI url, int retries) throws Exception {
        return Node.start(vertx, telling(url, SHORT, Collections.nCopies(retries, Duration.ofMillis(10)), 100));
    }

    @Nested
    class TakesItsTime {

        @Test
        void neverAnsweringIsAFailureLikeAnother() throws Exception {
            Receiver receiver = Receiver.on(vertx, 0);
            receiver.answer = first(1, (request, arrival) -> {});
            Node node = nodeTelling(receiver.url(), 20);
            node.emit("s0cket", 1);
            node.until(counts -> counts.delivered() == 1);
            assertThat(node.counts().retried()).isPositive();
        }

        @ParameterizedTest
        @ValueSource(strings = {"http", "https"})
        void connectionOnWhichNothingIsSaidIsClosed(String scheme) throws Exception {
            var open = new AtomicInteger();
            NetServer silent = serve(socket -> {
                open.incrementAndGet();
                socket.closeHandler(closed -> open.decrementAndGet());
            });
            Node node = nodeTelling(URI.create(scheme + "://127.0.0.1:" + silent.actualPort()));
            try (var log = new LogCapture()) {
                node.emit("s0cket", 1);
                node.until(counts -> counts.givenUp() == 1);
                assertThat(log.lines()).singleElement().asString().endsWith("given up: timeout");
            }
            await().atMost(Duration.ofSeconds(10)).until(open::get, count -> count == 0);
        }

        @Test
        void drippingAnswerIsCutAtTheDeadlineAndItsStatusCounts() throws Exception {
            Receiver receiver = Receiver.on(vertx, 0);
            var closed = new AtomicInteger();
            receiver.answer = (request, arrival) -> {
                HttpServerResponse response = request.response().setChunked(true);
                long drip = vertx.setPeriodic(10, id -> response.write("."));
                request.connection().closeHandler(gone -> {
                    vertx.cancelTimer(drip);
                    closed.incrementAndGet();
                });
            };
            Node node = nodeTelling(receiver.url(), 20);
            node.emit("s0cket", 1);
            node.emit("s0cket", 2);
            node.until(counts -> counts.delivered() == 2);
            await().atMost(Duration.ofSeconds(10)).until(closed::get, count -> count >= 2);
        }
    }

    @Nested
    class SaysTooMuch {

        @Test
        void endlessAnswerIsCutAtTheCapAndItsStatusCounts() throws Exception {
            Receiver receiver = Receiver.on(vertx, 0);
            var written = new AtomicLong();
            receiver.answer = (request, arrival) -> {
                HttpServerResponse response = request.response().putHeader("content-length", "" + LENGTH);
                response.exceptionHandler(cut -> {});
                var left = new AtomicLong(LENGTH);
                Runnable fill = () -> {
                    while (left.get() > 0 && !response.writeQueueFull() && !response.closed()) {
                        left.addAndGet(-PART);
                        response.write(Buffer.buffer(new byte[PART])).onSuccess(done -> written.addAndGet(PART));
                    }
                };
                response.drainHandler(more -> fill.run());
                fill.run();
            };
            Node node = Node.start(vertx, telling(receiver.url()));
            for (int i = 0; i < 5; i++) node.emit("s0cket", i);
            node.until(counts -> counts.equals(new WebhookCounts(5, 5, 0, 0, 0)));
            assertThat(written.get()).isLessThan(LENGTH); // what the kernel's buffers hold was written, but not read
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "garbage\r\n\r\n",
                    "HTTP/1.1 2000 OK\r\n\r\n",
                    "HTTP/1.1 -1 OK\r\ncontent-length: 0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\ncontent-length: nine\r\n\r\n",
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                    "\0\0\0\0\r\n\r\n",
                    ""
                })
        void answerThatIsNoHttpIsSurvived(String bytes) throws Exception {
            NetServer babbler = serve(socket -> socket.handler(request -> {
                socket.write(bytes);
                socket.close();
            }));
            Node node = nodeTelling(URI.create("http://127.0.0.1:" + babbler.actualPort()));
            node.emit("s0cket", 1);
            node.emit("another", 1);
            node.until(counts -> counts.accepted() == 2 && counts.waiting() == 0);
        }

        @Test
        void endlessHeadersAreAFailure() throws Exception {
            NetServer babbler = serve(socket -> socket.handler(
                    request -> socket.write("HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n")));
            Node node = nodeTelling(URI.create("http://127.0.0.1:" + babbler.actualPort()));
            node.emit("s0cket", 1);
            node.until(counts -> counts.equals(new WebhookCounts(1, 0, 2, 1, 0)));
        }
    }

    @Nested
    class IsNotWhoItShouldBe {

        @Test
        void certificateThatNobodyVouchesForGetsNothing(@TempDir Path folder) throws Exception {
            Path store = folder.resolve("store.p12");
            var keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "changeit",
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Receiver receiver = Receiver.on(
                    vertx,
                    new HttpServerOptions()
                            .setPort(0)
                            .setSsl(true)
                            .setKeyCertOptions(
                                    new PfxOptions().setPath(store.toString()).setPassword("changeit")));
            Node node = Node.start(
                    vertx,
                    telling(
                            URI.create("https://127.0.0.1:" + receiver.port()),
                            Duration.ofSeconds(10),
                            List.of(Duration.ofMillis(10)),
                            10));
            try (var log = new LogCapture()) {
                node.emit("s0cket", 1);
                node.until(counts -> counts.givenUp() == 1);
                assertThat(log.lines()).singleElement().asString().endsWith("SSLHandshakeException");
            }
            assertThat(receiver.arrivals).isEmpty();
        }
    }

    private NetServer serve(Consumer<NetSocket> handler) throws Exception {
        return vertx.createNetServer()
                .connectHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }
}
