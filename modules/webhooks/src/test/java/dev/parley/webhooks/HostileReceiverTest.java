package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a receiver does, an attempt at it ends, with an outcome, and harms no other. */
@ExtendWith(VertxExtension.class)
class HostileReceiverTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final int PART = 16 * 1024;
    private static final long LENGTH = 640 * PART;

    private Vertx vertx;
    private Receiver receiver;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        this.vertx = vertx;
        receiver = Receiver.on(vertx, 0);
    }

    private Judged attempt(URI url, Duration timeout) throws Exception {
        return attempt(Attempts.on(vertx, timeout), url);
    }

    private static Judged attempt(Attempts attempts, URI url) throws Exception {
        return attempts.make(Attempts.callback(url, Form.JSON, "shop", Instant.now(), "{}"));
    }

    private static Failed failed(String reason) {
        return new Failed(reason, Duration.ZERO);
    }

    @Nested
    class TakesItsTime {

        @Test
        void neverAnsweringIsATimeout() throws Exception {
            receiver.answer = (request, arrival) -> {};
            assertThat(attempt(receiver.url(), SHORT).outcome()).isEqualTo(failed("timeout"));
            assertThat(receiver.arrivals).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http", "https"})
        void connectionOnWhichNothingIsSaidIsClosed(String scheme) throws Exception {
            var open = new AtomicInteger();
            URI url = serving(scheme, socket -> {
                open.incrementAndGet();
                socket.closeHandler(closed -> open.decrementAndGet());
            });
            assertThat(attempt(url, SHORT).outcome()).isEqualTo(failed("timeout"));
            await().atMost(Duration.ofSeconds(40)).until(open::get, count -> count == 0);
        }

        @Test
        void drippingAnswerIsCutAtTheDeadlineAndItsStatusCounts() throws Exception {
            var closed = new AtomicInteger();
            receiver.answer = (request, arrival) -> {
                HttpServerResponse response = request.response().setChunked(true);
                response.write(".");
                long drip = vertx.setPeriodic(1_000, id -> response.write("."));
                request.connection().closeHandler(gone -> {
                    vertx.cancelTimer(drip);
                    closed.incrementAndGet();
                });
            };
            Judged judged = attempt(receiver.url(), SHORT);
            assertThat(judged.outcome()).isEqualTo(new Delivered());
            assertThat(judged.attempt().answer()).isEqualTo(".");
            await().atMost(Duration.ofSeconds(20)).until(closed::get, count -> count == 1);
        }

        @Test
        void othersDoNotWaitForIt() throws Exception {
            URI silent = serving("http", socket -> {});
            Attempts attempts = Attempts.on(vertx, LONG);
            for (int i = 0; i < 8; i++) {
                Thread.ofVirtual().start(() -> {
                    try {
                        attempt(attempts, silent);
                    } catch (Exception cutOff) {
                        // The test is over.
                    }
                });
            }
            assertThat(attempt(attempts, receiver.url()).attempt().took()).isLessThan(LONG.dividedBy(2));
        }
    }

    @Nested
    class SaysTooMuch {

        @Test
        void answerOfTenMegabytesIsCutAtTheCapAndItsStatusCounts() throws Exception {
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
            Attempts attempts = Attempts.on(vertx, LONG);
            for (int i = 0; i < 5; i++) {
                Judged judged = attempt(attempts, receiver.url());
                assertThat(judged.outcome()).isEqualTo(new Delivered());
                assertThat(judged.attempt().answer()).hasSize(256);
            }
            // What the kernel's buffers hold was written, but not read.
            assertThat(written.get()).isLessThan(5 * LENGTH);
        }

        @Test
        void compressedAnswerIsNotInflated() throws Exception {
            var bomb = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bomb)) {
                gzip.write(new byte[10_000_000]);
            }
            receiver.answer = (request, arrival) ->
                    request.response().putHeader("content-encoding", "gzip").end(Buffer.buffer(bomb.toByteArray()));
            Judged judged = attempt(receiver.url(), LONG);
            assertThat(judged.outcome()).isEqualTo(new Delivered());
            assertThat(judged.attempt().answer()).hasSizeLessThanOrEqualTo(256);
        }

        @Test
        void endlessHeadersAreAFailure() throws Exception {
            URI url = answering("HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n", false);
            assertThat(attempt(url, LONG).outcome()).isEqualTo(failed("answer too large"));
        }
    }

    @Nested
    class DoesNotSpeakHttp {

        @ParameterizedTest
        @CsvSource({
            "garbage||, not HTTP",
            "HTTP/1.1 -1 OK|content-length: 0||, not HTTP",
            "HTTP/1.1 200 OK|content-length: nine||, not HTTP",
            "HTTP/1.1 2000 OK|content-length: 0||, status 2000",
            "HTTP/1.1 101 Switching Protocols|upgrade: x|connection: upgrade||, status 101",
            "HTTP/1.1 199 Whatever||, status 199",
            "'', connection lost",
            "HTTP/1.1 200 OK|, connection lost",
        })
        void answerIsCalledWhatItIs(String answer, String reason) throws Exception {
            URI url = answering(answer.replace("|", "\r\n"), true);
            assertThat(attempt(url, LONG).outcome()).isEqualTo(failed(reason));
        }

        @Test
        void statusBeforeAMidwayResetCounts() throws Exception {
            assertThat(attempt(answering("HTTP/1.1 500 No\r\ncontent-length: 10\r\n\r\nhello", true), LONG)
                            .attempt())
                    .satisfies(attempt -> {
                        assertThat(attempt.result()).isEqualTo("status 500");
                        assertThat(attempt.answer()).isEqualTo("hello");
                    });
        }

        @Test
        void whatIsOnlyAnnouncedIsWaitedFor() throws Exception {
            URI url = answering(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                    true);
            assertThat(attempt(url, LONG).outcome()).isEqualTo(new Delivered());
        }
    }

    @Nested
    class DoesNotStay {

        @Test
        void whatItClosesAfterEachAnswerIsOpenedAgain() throws Exception {
            receiver.answer = (request, arrival) ->
                    request.response().putHeader("connection", "close").end();
            Attempts attempts = Attempts.on(vertx, LONG);
            for (int i = 0; i < 10; i++) {
                assertThat(attempt(attempts, receiver.url()).outcome()).isEqualTo(new Delivered());
            }
        }

        @Test
        void whatItClosesWithoutAWordIsLostAtMostOnce() throws Exception {
            receiver.answer = (request, arrival) -> {
                request.response().end();
                if (receiver.arrivals.size() % 2 == 1) request.connection().close();
            };
            Attempts attempts = Attempts.on(vertx, LONG);
            for (int i = 0; i < 10; i++) {
                Outcome outcome = attempt(attempts, receiver.url()).outcome();
                // It may also be gone before the request has begun.
                assertThat(outcome).isIn(new Delivered(), failed("connection lost"), failed("connection refused"));
            }
            assertThat(receiver.arrivals).hasSizeGreaterThanOrEqualTo(5);
        }

        @Test
        void nobodyThereIsSaidSo() throws Exception {
            receiver.close();
            assertThat(attempt(receiver.url(), LONG).outcome()).isEqualTo(failed("connection refused"));
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
            Receiver secure = Receiver.on(
                    vertx,
                    new HttpServerOptions()
                            .setPort(0)
                            .setSsl(true)
                            .setKeyCertOptions(
                                    new PfxOptions().setPath(store.toString()).setPassword("changeit")));
            assertThat(attempt(URI.create("https://127.0.0.1:" + secure.port()), LONG)
                            .outcome())
                    .isEqualTo(failed("no trusted TLS"));
            assertThat(secure.arrivals).isEmpty();
        }
    }

    private URI answering(String bytes, boolean closes) throws Exception {
        return serving(
                "http",
                socket -> socket.handler(request -> {
                    if (!bytes.isEmpty()) socket.write(bytes);
                    if (closes) socket.close();
                }));
    }

    private URI serving(String scheme, Consumer<NetSocket> handler) throws Exception {
        NetServer server = vertx.createNetServer()
                .connectHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        return URI.create(scheme + "://127.0.0.1:" + server.actualPort() + "/");
    }
}
