package dev.parley.profiles.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend answers with the status that a conversation's id ends with. */
class BackendConversationsTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Party ANN = new Party(Optional.of("ann"), Optional.empty(), Optional.of("ann's token"));

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.method() + " " + request.uri() + " " + request.getHeader("Authorization"));
                    String uri = request.uri();
                    request.response()
                            .setStatusCode(Integer.parseInt(uri.substring(uri.length() - 3)))
                            .end();
                })
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private Optional<Fault> fault(int port, Party party, String conversation) throws Exception {
        String url = "http://127.0.0.1:" + port + "/messages/" + Backend.ID;
        var guard = new Guard(new OutboundConfig(false, List.of(), true));
        var backend = new BackendConversations(new Backend(url, Duration.ofSeconds(10), 2), vertx, guard);
        return backend.fault(AT, party, conversation).await(20, TimeUnit.SECONDS);
    }

    @Test
    void whoIsShownTheConversationMayJoinIt() throws Exception {
        assertThat(fault(server.actualPort(), ANN, "c:1-200")).isEmpty();
        assertThat(asked).containsExactly("GET /messages/c%3A1-200 Bearer ann's token");
    }

    @ParameterizedTest
    @CsvSource({
        "401, FORBIDDEN",
        "403, FORBIDDEN",
        "404, FORBIDDEN",
        "429, UNAVAILABLE",
        "302, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void anyOtherAnswerKeepsItOut(int status, Fault fault) throws Exception {
        assertThat(fault(server.actualPort(), ANN, "c-" + status)).contains(fault);
    }

    @Test
    void soDoesNone() throws Exception {
        int port = server.actualPort();
        server.close().await(20, TimeUnit.SECONDS);
        assertThat(fault(port, ANN, "c-200")).contains(Fault.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".200", "a/../200", "a?b=200", "a#200", "a 200", "a%2f200", "a\n200", ""})
    void anIdThatCouldLeadElsewhereIsNotAskedFor(String id) throws Exception {
        assertThat(fault(server.actualPort(), ANN, id)).contains(Fault.FORBIDDEN);
        assertThat(asked).isEmpty();
    }

    @Test
    void norIsAnybodyWithoutAToken() throws Exception {
        assertThat(fault(server.actualPort(), Party.DEVELOPER, "c-200")).contains(Fault.FORBIDDEN);
        assertThat(asked).isEmpty();
    }
}
