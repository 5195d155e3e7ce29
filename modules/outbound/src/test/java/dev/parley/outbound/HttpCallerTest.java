package dev.parley.outbound;

import static dev.parley.outbound.CallFailed.Kind.NOT_CONNECTED;
import static dev.parley.outbound.CallFailed.Kind.NOT_HTTP;
import static dev.parley.outbound.CallFailed.Kind.REFUSED_ADDRESS;
import static dev.parley.outbound.CallFailed.Kind.RESET;
import static dev.parley.outbound.CallFailed.Kind.TIMEOUT;
import static dev.parley.outbound.CallFailed.Kind.TLS;
import static dev.parley.outbound.CallFailed.Kind.TOO_LARGE;
import static dev.parley.outbound.CallFailed.Kind.UNKNOWN_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.outbound.CallFailed.Kind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class HttpCallerTest {

    private static final Guard LENIENT = new Guard(new OutboundConfig(true, List.of(), false));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private Vertx vertx;
    private HttpCaller caller;

    @BeforeEach
    void caller(Vertx vertx) {
        this.vertx = vertx;
        this.caller = new HttpCaller(vertx, LENIENT, 4);
    }

    private static Guard production(String... allow) {
        return new Guard(new OutboundConfig(false, List.of(allow), false));
    }

    private static Call get(String url) {
        return call(url, LONG, 1_000, false);
    }

    private static Call call(String url, Duration timeout, int keep, boolean cut) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("accept", "text/plain");
        return new Call(HttpMethod.GET, URI.create(url), false, headers, Buffer.buffer(), timeout, keep, cut);
    }

    private static Call trusted(Call it) {
        return new Call(it.method(), it.url(), true, it.headers(), it.body(), it.timeout(), it.keep(), it.cut());
    }

    private static Reply reply(Future<Reply> call) throws Exception {
        return call.await(30, TimeUnit.SECONDS);
    }

    private static Kind failure(Future<Reply> call) {
        await().atMost(Duration.ofSeconds(30)).until(call::isComplete);
        assertThat(call.cause()).isInstanceOf(CallFailed.class);
        return ((CallFailed) call.cause()).kind();
    }

    /** A server that speaks to whoever has sent something. */
    private String speaking(Consumer<NetSocket> answer) throws Exception {
        return serving(socket -> socket.handler(request -> answer.accept(socket)));
    }

    private String serving(Consumer<NetSocket> connected) throws Exception {
        NetServer server = vertx.createNetServer()
                .connectHandler(connected::accept)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        return "127.0.0.1:" + server.actualPort() + "/";
    }

    @Nested
    class Asking {

        @Test
        void sendsWhatItIsGivenAndNothingThatInvitesMore() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> request.body()
                    .onSuccess(body -> request.response().setStatusCode(201).end(body));
            var url = URI.create("http://127.0.0.1:" + server.port() + "/a%20b?c=d%26&é");
            var headers = MultiMap.caseInsensitiveMultiMap().add("x-test", "yes");
            var call = new Call(HttpMethod.POST, url, false, headers, Buffer.buffer("body"), LONG, 100, false);
            Reply reply = reply(caller.call(call));
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.body().toString()).isEqualTo("body");
            var request = server.requests.getFirst();
            assertThat(request.method()).isEqualTo(HttpMethod.POST);
            assertThat(request.uri()).isEqualTo("/a%20b?c=d%26&%C3%A9");
            assertThat(request.getHeader("x-test")).isEqualTo("yes");
            assertThat(request.getHeader("user-agent")).isEqualTo("Parley");
            assertThat(request.getHeader("host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(request.getHeader("accept-encoding")).isNull();
            assertThat(request.getHeader("content-length")).isEqualTo("4");
        }

        @Test
        void followsNoRedirect() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> request.response()
                    .setStatusCode(302)
                    .putHeader("location", "http://127.0.0.1:" + server.port() + "/elsewhere")
                    .end();
            Reply reply = reply(caller.call(get("http://127.0.0.1:" + server.port())));
            assertThat(reply.status()).isEqualTo(302);
            assertThat(server.requests).hasSize(1);
            assertThat(server.requests.getFirst().uri()).isEqualTo("/");
        }

        @Test
        void opensNoMoreConnectionsThanItMayAndKeepsThem() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer =
                    request -> vertx.setTimer(20, id -> request.response().end());
            var calls = new ArrayList<Future<Reply>>();
            for (int i = 0; i < 20; i++) calls.add(caller.call(get("http://127.0.0.1:" + server.port() + "/")));
            for (Future<Reply> call : calls) assertThat(reply(call).status()).isEqualTo(200);
            assertThat(server.connected).hasValueLessThanOrEqualTo(4);
        }

        @Test
        void waitsForAConnectionNoLongerThanItMayTake() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> {};
            var one = new HttpCaller(vertx, LENIENT, 1);
            Future<Reply> first = one.call(call("http://127.0.0.1:" + server.port() + "/", LONG, 100, false));
            await().until(() -> server.requests.size() == 1);
            assertThat(failure(one.call(call("http://127.0.0.1:" + server.port() + "/", SHORT, 100, false))))
                    .isEqualTo(TIMEOUT);
            assertThat(first.isComplete()).isFalse();
        }

        @Test
        void restsNoConnectionForAsLongAsTheServerLikes() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> request.response()
                    .putHeader("connection", "keep-alive")
                    .putHeader("keep-alive", "timeout=3000")
                    .end();
            reply(caller.call(get("http://127.0.0.1:" + server.port() + "/")));
            assertThat(server.open).hasValue(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.open.get() == 0);
        }
    }

    @Nested
    class Finding {

        private final List<List<String>> answers = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();

        private HttpCaller finding(Guard guard) {
            Lookup lookup = host -> {
                asked.add(host);
                List<String> answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
                return Future.succeededFuture(answer.stream()
                        .map(text -> AddressBlock.address(text).orElseThrow())
                        .toList());
            };
            return new HttpCaller(vertx, guard, 4, lookup, HttpCaller.options());
        }

        @Test
        void connectsToTheAddressThatWasFoundAndSaysTheName() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            answers.add(List.of("127.0.0.1"));
            reply(finding(LENIENT).call(get("http://Hooks.Example.Com.:" + server.port() + "/")));
            assertThat(asked).containsExactly("hooks.example.com");
            assertThat(server.requests.getFirst().getHeader("host")).isEqualTo("hooks.example.com:" + server.port());
        }

        @Test
        void namedAddressIsNotLookedUpAgain() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            Lookup lookup = host -> Future.succeededFuture(List.of(named("nowhere.invalid", 127, 0, 0, 1)));
            var named = new HttpCaller(vertx, LENIENT, 4, lookup, HttpCaller.options());
            assertThat(reply(named.call(get("http://hooks.example.com:" + server.port() + "/")))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void triesAllAddressesInTheirOrder() throws Exception {
            Server server = Server.on(vertx, "127.0.0.3");
            answers.add(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"));
            assertThat(reply(finding(LENIENT).call(get("http://hooks.example.com:" + server.port() + "/")))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void triesNoAddressThatIsNotAdmitted() throws Exception {
            Server server = Server.on(vertx, "0.0.0.0");
            answers.add(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"));
            reply(finding(production("127.0.0.2")).call(get("http://hooks.example.com:" + server.port() + "/")));
            assertThat(server.requests.getFirst().localAddress().hostAddress()).isEqualTo("127.0.0.2");
        }

        @Test
        void refusesANameThatLeadsNowhereElse() {
            answers.add(List.of("10.0.0.1", "169.254.169.254"));
            assertThat(failure(finding(production()).call(get("https://hooks.example.com/"))))
                    .isEqualTo(REFUSED_ADDRESS);
        }

        @Test
        void nameThatLeadsElsewhereNextTimeGetsNothingThroughAConnectionThatIsKept() throws Exception {
            Server server = Server.on(vertx, "0.0.0.0");
            answers.add(List.of("127.0.0.1"));
            answers.add(List.of("127.0.0.2"));
            HttpCaller rebinding = finding(production("127.0.0.1"));
            String url = "http://hooks.example.com:" + server.port() + "/";
            assertThat(reply(rebinding.call(get(url))).status()).isEqualTo(200);
            assertThat(failure(rebinding.call(get(url)))).isEqualTo(REFUSED_ADDRESS);
            assertThat(server.requests).hasSize(1);
        }

        @Test
        void refusesWithoutLookingUpWhatTheTextGivesAway() {
            assertThat(failure(finding(production()).call(get("http://hooks.example.com/"))))
                    .isEqualTo(REFUSED_ADDRESS);
            assertThat(failure(finding(production()).call(get("https://127.0.0.1/"))))
                    .isEqualTo(REFUSED_ADDRESS);
            assertThat(failure(finding(production()).call(get("ftp://127.0.0.1/"))))
                    .isEqualTo(REFUSED_ADDRESS);
            assertThat(asked).isEmpty();
        }

        @Test
        void goesWhereverTheOperatorSays() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            answers.add(List.of("127.0.0.1"));
            HttpCaller strict = finding(production());
            for (String host : List.of("127.0.0.1", "localhost", "backend")) {
                assertThat(reply(strict.call(trusted(get("http://" + host + ":" + server.port() + "/"))))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(failure(strict.call(trusted(get("ftp://backend/"))))).isEqualTo(REFUSED_ADDRESS);
        }

        @Test
        void takesItsTurnAtAnAddressThatSaysNothing() throws Exception {
            try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                // Nobody accepts: once this queue is full, further connections are neither made nor refused.
                var queue = new ArrayList<java.net.Socket>();
                for (int i = 0; i < 4; i++) {
                    var socket = new java.net.Socket();
                    queue.add(socket);
                    try {
                        socket.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 100);
                    } catch (IOException queueIsFull) {
                        break;
                    }
                }
                var server = vertx.createHttpServer()
                        .requestHandler(it -> it.response().end());
                server.listen(full.getLocalPort(), "127.0.0.2").await(10, TimeUnit.SECONDS);
                answers.add(List.of("127.0.0.1", "127.0.0.2"));
                String url = "http://hooks.example.com:" + full.getLocalPort() + "/";
                assertThat(reply(finding(LENIENT).call(call(url, Duration.ofSeconds(6), 100, false)))
                                .status())
                        .isEqualTo(200);
                for (var socket : queue) socket.close();
            }
        }

        @Test
        void looksIntoTheHostsFile() throws Exception {
            Vertx own = Vertx.vertx(new VertxOptions()
                    .setAddressResolverOptions(
                            new AddressResolverOptions().setHostsValue(Buffer.buffer("127.0.0.1 hooks.test\n"))));
            try {
                Server server = Server.on(own, "127.0.0.1");
                var looking = new HttpCaller(own, production("127.0.0.0/8"), 4);
                assertThat(reply(looking.call(get("http://hooks.test:" + server.port() + "/")))
                                .status())
                        .isEqualTo(200);
                var strict = new HttpCaller(own, production(), 4);
                assertThat(failure(strict.call(get("https://hooks.test:" + server.port() + "/"))))
                        .isEqualTo(REFUSED_ADDRESS);
            } finally {
                own.close().await(10, TimeUnit.SECONDS);
            }
        }

        @Test
        void waitsForANameServerNoLongerThanTheCallMayTake() throws Exception {
            try (var silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
                Vertx own = Vertx.vertx(new VertxOptions()
                        .setAddressResolverOptions(
                                new AddressResolverOptions().addServer("127.0.0.1:" + silent.getLocalPort())));
                try {
                    Call call = call("http://hooks.example.com/", SHORT, 100, false);
                    assertThat(failure(new HttpCaller(own, LENIENT, 4).call(call)))
                            .isEqualTo(TIMEOUT);
                } finally {
                    own.close().await(10, TimeUnit.SECONDS);
                }
            }
        }

        @Test
        void saysThatNobodyIsOfThatName() {
            Lookup none = host -> Future.failedFuture(new UnknownHostException(host));
            var lost = new HttpCaller(vertx, LENIENT, 4, none, HttpCaller.options());
            assertThat(failure(lost.call(get("http://hooks.example.com/")))).isEqualTo(UNKNOWN_HOST);
        }

        @Test
        void saysThatNobodyIsThere() throws Exception {
            int port;
            try (var closed = new ServerSocket(0)) {
                port = closed.getLocalPort();
            }
            assertThat(failure(caller.call(get("http://127.0.0.1:" + port + "/"))))
                    .isEqualTo(NOT_CONNECTED);
        }

        private static InetAddress named(String name, int... bytes) {
            byte[] address = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) address[i] = (byte) bytes[i];
            try {
                return InetAddress.getByAddress(name, address);
            } catch (UnknownHostException notThatLong) {
                throw new UncheckedIOException(notThatLong);
            }
        }
    }

    @Nested
    class Certificates {

        @TempDir
        private Path folder;

        private Server server;
        private PfxOptions certificate;

        @BeforeEach
        void certificate() throws Exception {
            Path store = folder.resolve("store.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process = new ProcessBuilder(Stream.concat(
                                    Stream.of(keytool, "-genkeypair", "-alias", "test", "-keyalg", "EC"),
                                    Stream.of(("-dname CN=test -ext san=dns:hooks.example.com -storetype PKCS12"
                                                    + " -storepass changeit -keystore " + store)
                                            .split(" ")))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            certificate = new PfxOptions().setPath(store.toString()).setPassword("changeit");
            server = Server.on(
                    vertx,
                    new HttpServerOptions()
                            .setHost("127.0.0.1")
                            .setSsl(true)
                            .setSni(true)
                            .setKeyCertOptions(certificate));
        }

        private Future<Reply> ask(String host, boolean knowsTheCertificate) {
            var options = HttpCaller.options();
            if (knowsTheCertificate) options.setTrustOptions(certificate);
            Lookup lookup = name -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress()));
            return new HttpCaller(vertx, LENIENT, 4, lookup, options)
                    .call(trusted(get("https://" + host + ":" + server.port() + "/")));
        }

        @Test
        void areVerified() {
            assertThat(failure(ask("hooks.example.com", false))).isEqualTo(TLS);
            assertThat(server.requests).isEmpty();
        }

        @Test
        void haveToBeOfTheNameAndNotOfTheAddress() throws Exception {
            assertThat(reply(ask("hooks.example.com", true)).status()).isEqualTo(200);
            assertThat(server.requests.getFirst().connection().indicatedServerName())
                    .isEqualTo("hooks.example.com");
            assertThat(failure(ask("other.example.com", true))).isEqualTo(TLS);
            assertThat(failure(ask("127.0.0.1", true))).isEqualTo(TLS);
        }

        @Test
        void areNeverShownByAServerOfPlainHttp() throws Exception {
            Server plain = Server.on(vertx, "127.0.0.1");
            assertThat(failure(caller.call(get("https://127.0.0.1:" + plain.port() + "/"))))
                    .isEqualTo(TLS);
        }

        @Test
        void areNotWaitedForBeyondTheDeadline() throws Exception {
            var open = new AtomicInteger();
            String silent = serving(socket -> {
                open.incrementAndGet();
                socket.closeHandler(gone -> open.decrementAndGet());
            });
            assertThat(failure(caller.call(call("https://" + silent, SHORT, 100, false))))
                    .isEqualTo(TIMEOUT);
            await("which ends by itself").atMost(Duration.ofSeconds(40)).until(() -> open.get() == 0);
        }
    }

    @Nested
    class Answers {

        @Test
        void areFailuresWhereTheyAreTooLarge() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            String url = "http://127.0.0.1:" + server.port() + "/";
            assertThat(reply(caller.call(call(url, LONG, 5, false))).body().toString())
                    .isEqualTo("hello");
            assertThat(failure(caller.call(call(url, LONG, 4, false)))).isEqualTo(TOO_LARGE);
        }

        @Test
        void areReadAwayWhereTheirBeginningIsEnough() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> request.response().end("x".repeat(60_000));
            for (int i = 0; i < 3; i++) {
                Reply reply = reply(caller.call(call("http://127.0.0.1:" + server.port() + "/", LONG, 4, true)));
                assertThat(reply.body().toString()).isEqualTo("xxxx");
            }
            assertThat(server.connected).as("connections, which are kept").hasValue(1);
        }

        @Test
        void areCutOffWhereThereIsNoEndOfThem() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> {
                var response = request.response().setChunked(true);
                response.exceptionHandler(cut -> {});
                Runnable fill = () -> {
                    while (!response.writeQueueFull() && !response.closed()) response.write("y".repeat(10_000));
                };
                response.drainHandler(more -> fill.run());
                fill.run();
            };
            Reply reply = reply(caller.call(call("http://127.0.0.1:" + server.port() + "/", LONG, 4, true)));
            assertThat(reply)
                    .extracting(Reply::status, it -> it.body().toString())
                    .containsExactly(200, "yyyy");
            await().atMost(Duration.ofSeconds(20)).until(() -> server.open.get() == 0);
        }

        @Test
        void areNotInflated() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            byte[] bomb = gzip(new byte[5_000_000]);
            server.answer = request ->
                    request.response().putHeader("content-encoding", "gzip").end(Buffer.buffer(bomb));
            Reply reply = reply(caller.call(call("http://127.0.0.1:" + server.port() + "/", LONG, 50_000, false)));
            assertThat(reply.body().getBytes()).isEqualTo(bomb);
        }

        @Test
        void thatDoNotComeAreTimeouts() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> {};
            assertThat(failure(caller.call(call("http://127.0.0.1:" + server.port() + "/", SHORT, 100, true))))
                    .isEqualTo(TIMEOUT);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.open.get() == 0);
        }

        @Test
        void thatDripAreTimeoutsUnlessTheirBeginningIsEnough() throws Exception {
            Server server = Server.on(vertx, "127.0.0.1");
            server.answer = request -> {
                var response = request.response().setChunked(true);
                long drip = vertx.setPeriodic(10, id -> response.write("."));
                request.connection().closeHandler(gone -> vertx.cancelTimer(drip));
            };
            String url = "http://127.0.0.1:" + server.port() + "/";
            assertThat(failure(caller.call(call(url, SHORT, 10_000, false)))).isEqualTo(TIMEOUT);
            Reply reply = reply(caller.call(call(url, SHORT, 10_000, true)));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().toString()).startsWith(".");
        }

        @Test
        void thatBreakOffAreResets() throws Exception {
            String url = speaking(socket -> {
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello");
                vertx.setTimer(50, id -> socket.close());
            });
            assertThat(failure(caller.call(get("http://" + url)))).isEqualTo(RESET);
            assertThat(reply(caller.call(call("http://" + url, LONG, 100, true)))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n"})
        void thatDoNotBeginBeforeTheEndAreResets(String bytes) throws Exception {
            String url = speaking(socket -> {
                if (!bytes.isEmpty()) socket.write(bytes);
                socket.close();
            });
            assertThat(failure(caller.call(call("http://" + url, LONG, 100, true))))
                    .isEqualTo(RESET);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "garbage\r\n\r\n",
                    "HTTP/1.1 -1 OK\r\ncontent-length: 0\r\n\r\n",
                    "HTTP/3.7 200 OK\r\ncontent-length: 0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\ncontent-length: nine\r\n\r\n",
                    "\0\0\0\0\r\n\r\n"
                })
        void thatAreNoHttpAreCalledSo(String bytes) throws Exception {
            String url = speaking(socket -> socket.write(bytes));
            assertThat(failure(caller.call(call("http://" + url, LONG, 100, true))))
                    .isEqualTo(NOT_HTTP);
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP/1.1 200 OK\r\nx: ", "HTTP/1.1 200 "})
        void ofEndlessHeadersAreTooLarge(String bytes) throws Exception {
            String url = speaking(socket -> socket.write(bytes + "y".repeat(100_000)));
            assertThat(failure(caller.call(call("http://" + url, LONG, 100, true))))
                    .isEqualTo(TOO_LARGE);
        }

        @Test
        void mayBeAnnouncedBefore() throws Exception {
            String url = speaking(
                    socket -> socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"
                            + "HTTP/1.1 204 No Content\r\n\r\n"));
            assertThat(reply(caller.call(get("http://" + url))).status()).isEqualTo(204);
        }

        private static byte[] gzip(byte[] plain) throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain);
            }
            return bytes.toByteArray();
        }
    }

    @Test
    void nothingIsCalledAnyMoreOnceItIsClosed() throws Exception {
        Server server = Server.on(vertx, "127.0.0.1");
        server.answer = request -> {};
        String url = "http://127.0.0.1:" + server.port() + "/";
        Future<Reply> open = caller.call(get(url));
        await().until(() -> server.requests.size() == 1);
        caller.close().await(10, TimeUnit.SECONDS);
        assertThat(failure(open)).isEqualTo(RESET);
        assertThat(failure(caller.call(get(url)))).isEqualTo(NOT_CONNECTED);
    }
}
