package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Revocation;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A socket lives no longer than the token that it connected by. */
class LiveTokenTest {

    private static final Instant ISSUED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T12:00:00Z");
    private static final Duration SOON = Duration.ofMillis(700);
    private static final AppNamespace ROOT = new AppNamespace("default", "/");

    private static final Scripted profile = new Scripted((socket, event) -> {
        switch (event.name()) {
            case "renew" -> event.ack(socket.renew(identity(event.arg(0))) ? RawJson.TRUE : RawJson.FALSE);
            case "who" ->
                event.ack(
                        socket.identity().map(who -> RawJson.string(who.user())).orElse(RawJson.NULL));
            default -> event.ack(event.payload());
        }
    });

    private record Waiting(ClientSocket socket, Promise<Admission> decision) {}

    private static final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(), Map.of("/", LiveTokenTest::connect, "/slow", LiveTokenTest::slow));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    /** Whoever says so in {@code auth} has a token: {@code {"user","token"?,"lives"?: <milliseconds>,"old"?}}. */
    private static Future<Admission> connect(ClientSocket socket) {
        return profile.connect(socket).map(admission -> {
            var handler = ((Admission.Admitted) admission).handler();
            return new Admission.Admitted(handler, socket.auth().map(LiveTokenTest::identity));
        });
    }

    private static Future<Admission> slow(ClientSocket socket) {
        Promise<Admission> decision = Promise.promise();
        waiting.add(new Waiting(socket, decision));
        return decision.future();
    }

    private static Identity identity(RawJson said) {
        return new Identity(
                said.member("user").flatMap(RawJson::asString).orElseThrow(),
                said.member("token").flatMap(RawJson::asString),
                said.member("old").isPresent() ? LONG_AGO : ISSUED,
                said.member("lives")
                        .map(lives -> Instant.now().plusMillis(lives.asLong().orElseThrow())),
                RawJson.EMPTY_OBJECT);
    }

    /** A client that is in the main namespace by a token. */
    private static Frames connected(String auth) {
        Frames frames = client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40" + auth);
        String welcome = frames.next();
        assertThat(welcome).startsWith("40{\"sid\":");
        frames.id = RawClient.sid(welcome.substring(1));
        return frames;
    }

    private static void revoke(Revocation.Kind kind, String of, Instant before) {
        revoke("default", kind, of, before);
    }

    private static void revoke(String app, Revocation.Kind kind, String of, Instant before) {
        node.bus.send(Addresses.REVOKED, new Revoked(new Revocation(app, kind, of, before)));
    }

    private static void assertStaysConnected(Frames frames) {
        frames.send("420[\"still there?\"]");
        assertThat(frames.next()).isEqualTo("430[]");
    }

    @Nested
    class Expires {

        @Test
        void withAWarningAndAReason() {
            Frames frames = connected("{\"user\":\"ann\",\"lives\":" + SOON.toMillis() + "}");
            assertThat(frames.next()).startsWith("42[\"token:expiring\",{\"expires\":\"20");
            assertThat(frames.next())
                    .isEqualTo("42[\"error\",{\"code\":\"token_expired\",\"message\":\"The token has expired.\"}]");
            assertThat(frames.next()).isEqualTo("41");
            assertThat(profile.reasonOf(frames.id)).isEqualTo("server namespace disconnect");
        }

        @Test
        void notBeforeItIsTimeToWarn() {
            Frames frames = connected("{\"user\":\"ann\",\"lives\":3600000}");
            assertStaysConnected(frames);
        }

        @Test
        void andTakesItsUserOutOfTheDirectory() {
            String user = "user of a while";
            var audience = Audience.of(ROOT, Target.user(user));
            Frames frames = connected("{\"user\":\"" + user + "\",\"lives\":3000}");
            assertThat(frames.next()).startsWith("42[\"token:expiring\"");
            node.broadcast(audience, "for you", "alone", false);
            assertThat(frames.next()).isEqualTo("42[\"for you\",\"alone\"]");
            await().atMost(TestNode.PATIENCE)
                    .until(() -> node.services.directory().nodesOf(audience).isEmpty());
        }

        @Test
        void notWhenAnotherTokenHasTakenItsPlace() {
            Frames frames = connected("{\"user\":\"ann\",\"lives\":" + SOON.toMillis() + "}");
            assertThat(frames.next()).startsWith("42[\"token:expiring\"");
            frames.send("421[\"renew\",{\"user\":\"ann\",\"lives\":1000}]");
            assertThat(frames.next()).isEqualTo("431[true]");
            // The second one is announced and ends in its turn; between the two nothing has happened.
            assertThat(frames.next()).startsWith("42[\"token:expiring\"");
            assertThat(frames.next()).contains("token_expired");
        }
    }

    @Nested
    class IsRenewed {

        @Test
        void notByTheTokenOfSomebodyElse() {
            Frames frames = connected("{\"user\":\"ann\"}");
            frames.send("421[\"renew\",{\"user\":\"bob\"}]");
            assertThat(frames.next()).isEqualTo("431[false]");
            frames.send("422[\"who\"]");
            assertThat(frames.next()).isEqualTo("432[\"ann\"]");
        }

        @Test
        void whereThereWasNoneAndMakesTheSocketItsUsers() {
            Frames frames = connected("");
            frames.send("421[\"renew\",{\"user\":\"late ann\"}]");
            assertThat(frames.next()).isEqualTo("431[true]");
            var audience = Audience.of(ROOT, Target.user("late ann"));
            await().atMost(TestNode.PATIENCE)
                    .until(() -> !node.services.directory().nodesOf(audience).isEmpty());
            node.broadcast(audience, "for you", "!", false);
            assertThat(frames.next()).isEqualTo("42[\"for you\",\"!\"]");
        }
    }

    @Nested
    class IsRevoked {

        private static void assertEnds(Frames frames) {
            assertThat(frames.next()).contains("token_revoked");
            assertThat(frames.next()).isEqualTo("41");
        }

        @Test
        void byItsId() {
            Frames frames = connected("{\"user\":\"ann\",\"token\":\"t-1\"}");
            Frames other = connected("{\"user\":\"ann\",\"token\":\"t-2\"}");
            revoke(Revocation.Kind.TOKEN, "t-1", Instant.EPOCH);
            assertEnds(frames);
            assertStaysConnected(other);
        }

        @Test
        void byItsUserIfItIsOlder() {
            Frames frames = connected("{\"user\":\"carl\"}");
            Frames other = connected("{\"user\":\"dora\"}");
            revoke(Revocation.Kind.USER, "carl", ISSUED);
            assertStaysConnected(frames);
            revoke(Revocation.Kind.USER, "carl", ISSUED.plusSeconds(1));
            assertEnds(frames);
            assertStaysConnected(other);
        }

        @Test
        void togetherWithAllThatAreOlder() {
            Frames frames = connected("{\"user\":\"eve\",\"old\":true}");
            Frames younger = connected("{\"user\":\"eve\"}");
            Frames anonymous = connected("");
            revoke(Revocation.Kind.ALL, "", ISSUED);
            assertEnds(frames);
            assertStaysConnected(younger);
            assertStaysConnected(anonymous);
        }

        @Test
        void notByAnotherApp() {
            Frames frames = connected("{\"user\":\"fred\",\"token\":\"t-3\"}");
            revoke("other", Revocation.Kind.TOKEN, "t-3", Instant.EPOCH);
            assertStaysConnected(frames);
        }

        @Test
        void betweenItsCheckAndTheWelcome() {
            Frames frames = client.connected();
            frames.send("40/slow,");
            await().atMost(TestNode.PATIENCE).until(() -> !waiting.isEmpty());
            Waiting late = waiting.remove();
            revoke(Revocation.Kind.TOKEN, "t-4", Instant.EPOCH);
            assertStaysConnected(frames);
            var identity = new Identity("gil", Optional.of("t-4"), ISSUED, Optional.empty(), RawJson.EMPTY_OBJECT);
            profile.connect(late.socket)
                    .map(admission ->
                            new Admission.Admitted(((Admission.Admitted) admission).handler(), Optional.of(identity)))
                    .<Admission>map(admitted -> admitted)
                    .onComplete(late.decision);
            assertThat(frames.next())
                    .isEqualTo("44/slow,{\"message\":\"The token has been revoked.\","
                            + "\"data\":{\"code\":\"token_revoked\"}}");
        }
    }
}
