package dev.parley.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.smoke.Smoke.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Against a server that says what the test has it say. */
class SmokeTest {

    private static final String OPEN =
            "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
    private static final String WELCOME = "40/chat,{\"sid\":\"p\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringWriter printed = new StringWriter();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private HttpServer server;

    /** What the server answers to the client's messages that are no heartbeats, one after another. */
    private List<Runnable> answers = List.of();

    private ServerWebSocket client;
    private String greeting = OPEN;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer()
                .webSocketHandler(webSocket -> {
                    client = webSocket;
                    webSocket.textMessageHandler(text -> {
                        int index = received.size();
                        received.add(text);
                        if (index < answers.size()) answers.get(index).run();
                    });
                    webSocket.writeTextMessage(greeting);
                })
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private Runnable says(String... texts) {
        return () -> List.of(texts).forEach(client::writeTextMessage);
    }

    private Outcome run(Duration patience, int port, String... lines) {
        RawJson auth = JsonWriter.object(w -> w.name("token").string("t"));
        var goal = new Goal(URI.create("http://127.0.0.1:" + port), "/socket.io", "/chat", auth, patience);
        var script = new BufferedReader(new StringReader(String.join("\n", lines)));
        return new Smoke(goal, new ScriptLines(script, new PrintWriter(printed, true))).run(List.of());
    }

    private Outcome run(String... lines) {
        return run(PATIENCE, server.actualPort(), lines);
    }

    @Nested
    class AServerThatWorks {

        @Test
        void isAskedInTheNamespaceWithTheToken() {
            answers = List.of(says(WELCOME), says("43/chat,0[{\"ok\":true}]"));
            assertThat(run("ping")).isEqualTo(Outcome.DONE);
            assertThat(received).containsExactly("40/chat,{\"token\":\"t\"}", "42/chat,0[\"ping\"]");
            assertThat(printed.toString()).contains("ok     ping: {\"ok\":true}");
        }

        @Test
        void isShownThatTheClientLives() {
            answers = List.of(says(WELCOME), says("2"), says("43/chat,0[1]"));
            assertThat(run("ping")).isEqualTo(Outcome.DONE);
            assertThat(received).last().isEqualTo("3");
        }

        @Test
        void saysThingsThatCanBeWaitedForBeforeAndAfterTheyCome() {
            Runnable twoEvents = says("42/chat,[\"news\",1]", "42/chat,[\"news\",2]", "43/chat,0[]");
            answers = List.of(says(WELCOME), twoEvents, says("43/chat,1[]", "42/chat,[\"late\"]"));
            assertThat(run("ping", "wait news", "wait news", "ping", "wait late"))
                    .isEqualTo(Outcome.DONE);
            assertThat(printed.toString())
                    .contains("<-     news 1", "ok     wait news: 1", "ok     wait news: 2", "<-     late");
        }

        @Test
        void sendsAttachments() {
            answers = List.of(says(WELCOME), () -> {
                client.writeTextMessage("451-/chat,[\"file\",{\"_placeholder\":true,\"num\":0}]");
                client.writeBinaryMessage(Buffer.buffer("bytes"));
                client.writeTextMessage("43/chat,0[]");
            });
            assertThat(run("ping", "wait file")).isEqualTo(Outcome.DONE);
        }

        @Test
        void isNotTakenForTheSpeakerOfOtherNamespaces() {
            answers = List.of(says("40{}", WELCOME), says("430[]", "43/chat,0[]"));
            assertThat(run("ping")).isEqualTo(Outcome.DONE);
        }
    }

    @Nested
    class AServerThatDoesNot {

        @Test
        void refuses() {
            answers = List.of(says(WELCOME), says("43/chat,0[{\"ok\":false,\"error\":\"FORBIDDEN\"}]"));
            assertThat(run("join user 1")).isEqualTo(Outcome.FAILED);
            answers = List.of(says(WELCOME), says("43/chat,0[{\"error\":\"no\"}]"));
            received.clear();
            assertThat(run("emit x")).isEqualTo(Outcome.FAILED);
        }

        @Test
        void keepsTheClientOutAndSaysWhy() {
            answers = List.of(says("44/chat,{\"message\":\"AUTH_FAILED\"}"));
            assertThat(run("ping")).isEqualTo(Outcome.FAILED);
            assertThat(printed.toString()).contains("AUTH_FAILED").doesNotContain("connection lost");
        }

        @Test
        void doesNotAnswer() {
            answers = List.of(says(WELCOME));
            assertThat(run(Duration.ofMillis(300), server.actualPort(), "ping")).isNotEqualTo(Outcome.DONE);
            assertThat(printed.toString()).doesNotContain("ok  ");
        }

        @Test
        void goesInTheMiddle() {
            answers = List.of(says(WELCOME), () -> client.close());
            assertThat(run("ping", "ping")).isEqualTo(Outcome.NO_CONNECTION);
            assertThat(printed.toString())
                    .contains("connection lost: ", "FAILED ping: the connection is lost")
                    .containsOnlyOnce("FAILED");
        }

        @Test
        void putsTheClientOut() {
            answers = List.of(says(WELCOME), says("41/chat,"));
            assertThat(run("ping")).isEqualTo(Outcome.NO_CONNECTION);
        }

        @Test
        void isNone() throws Exception {
            greeting = "Hello!";
            assertThat(run("ping")).isEqualTo(Outcome.NO_CONNECTION);
            int port = server.actualPort();
            server.close().await(20, TimeUnit.SECONDS);
            assertThat(run(PATIENCE, port, "ping")).isEqualTo(Outcome.NO_CONNECTION);
            assertThat(printed.toString()).contains("no connection to http://127.0.0.1:" + port);
        }
    }

    @Test
    void aLineThatIsNotUnderstoodIsToldOfAndTheNextOneDone() {
        answers = List.of(says(WELCOME), says("43/chat,0[]"));
        assertThat(run("bananas", "ping")).isEqualTo(Outcome.MISUNDERSTOOD);
        assertThat(printed.toString()).contains("?? there is no \"bananas\"", "ok     ping");
    }

    @Test
    void nothingIsReadBehindExit() {
        answers = List.of(says(WELCOME));
        assertThat(run("exit", "bananas")).isEqualTo(Outcome.DONE);
    }
}
