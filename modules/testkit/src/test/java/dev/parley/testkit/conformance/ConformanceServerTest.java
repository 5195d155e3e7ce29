package dev.parley.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the public suites rely on, over polling. */
class ConformanceServerTest {

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private static final ConformanceServer.Patience UNHURRIED =
            new ConformanceServer.Patience(Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(45));

    private static ConformanceServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        server = ConformanceServer.start(0, UNHURRIED)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void engineMessagesComeBackInBothRevisions() throws Exception {
        String four = open("/engine.io/?EIO=4&transport=polling");
        post(four, "4hello\u001ebAQID");
        assertThat(get(four)).isEqualTo("4hello\u001ebAQID");

        String three = open("/engine.io/?EIO=3&transport=polling&b64=1");
        post(three, "6:4hello6:b4AQID");
        assertThat(get(three)).isEqualTo("6:4hello6:b4AQID");
    }

    @Test
    void socketsHearTheirAuthAndTheirMessages() throws Exception {
        String session = open("/socket.io/?EIO=4&transport=polling");
        post(session, "40{\"token\":\"123\"}");
        assertThat(collected(session, "42[")).endsWith("42[\"auth\",{\"token\":\"123\"}]");
        post(session, "42[\"message\",1,{\"a\":[\"b\"]}]");
        assertThat(collected(session, "back")).isEqualTo("42[\"message-back\",1,{\"a\":[\"b\"]}]");
        post(session, "42456[\"message-with-ack\",1]");
        assertThat(collected(session, "43")).isEqualTo("43456[1]");
    }

    @Test
    void theOtherNamespaceOnlyTellsTheAuth() throws Exception {
        String session = open("/socket.io/?EIO=4&transport=polling");
        post(session, "40/custom,");
        assertThat(collected(session, "42/custom,")).endsWith("42/custom,[\"auth\",{}]");
        post(session, "40/nope,");
        assertThat(collected(session, "44")).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
    }

    private String open(String path) throws IOException, InterruptedException {
        Matcher sid = SID.matcher(get(path));
        assertThat(sid.find()).isTrue();
        return path + "&sid=" + sid.group(1);
    }

    /** Polls until the text has come, and returns the body that it came in. */
    private String collected(String session, String text) throws IOException, InterruptedException {
        String body = get(session);
        while (!body.contains(text)) body = get(session);
        return body;
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        var answer = http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("ok");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
