package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.parley.client.Acknowledgements;
import dev.parley.client.Batch;
import dev.parley.client.Emitter;
import dev.parley.client.JoinTokens;
import dev.parley.client.Json;
import dev.parley.client.Occupancy;
import dev.parley.client.Parley;
import dev.parley.client.RefusedException;
import dev.parley.client.Report;
import dev.parley.client.SocketView;
import dev.parley.client.WebhookEvent.RoomJoined;
import dev.parley.client.WebhookEvent.RoomPublished;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Java backend does its work with parley-client, and stock clients notice. */
class ClientIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Secrets SECRETS = new Secrets();

    @AutoClose
    private static BackendReceiver receiver;

    @AutoClose
    private static ParleyCluster alone;

    @AutoClose
    private static Parley parley;

    private static URI url;

    @BeforeAll
    static void start() throws Exception {
        receiver = BackendReceiver.start(SECRETS.webhookSecret());
        alone = ParleyCluster.start(
                1, SECRETS, Map.of("WEBHOOK_URL", receiver.url(), "WEBHOOK_SECRET", SECRETS.webhookSecret()));
        url = alone.node(1).url();
        parley = Parley.connect(url.toString(), SECRETS.apiKey());
    }

    @Test
    void eventsReachWhoeverIsInTheRoomAndNobodyElse() throws Exception {
        try (JavaClient member = JavaClient.connect(url, "websocket").listen("news");
                JavaClient left = JavaClient.connect(url, "polling").listen("news")) {
            member.join("public:emit");
            left.join("public:emit");
            assertThat(parley.to("public:emit").except(left.id()).emit("news", "Grüße 🦜", 7, Map.of("n", 1.5)))
                    .isNotEmpty();
            parley.everyone().emit("news", "last");
            Object[] news = member.payload("news");
            assertThat(news[0]).isEqualTo("Grüße 🦜");
            assertThat(news[1]).isEqualTo(7);
            assertThat(news[2]).hasToString("{\"n\":1.5}");
            assertThat(left.payload("news")).containsExactly("last");
        }
    }

    @Test
    void tokenThatIsMintedHereOpensItsRoomOnceAndTheWebhookTellsIt() throws Exception {
        String token = JoinTokens.signedWith(SECRETS.joinTokenSecret())
                .channel("phòng \"é\" 🦜")
                .user("ann")
                .can("publish")
                .once()
                .data(Map.of("n", 1))
                .sign();
        try (JavaClient ann = JavaClient.connect(url, "websocket");
                JavaClient thief = JavaClient.connect(url, "websocket")) {
            JSONObject request = new JSONObject().put("token", token);
            assertThat(ann.ask("join", request).getBoolean("ok")).isTrue();
            assertThat(thief.ask("join", request).getJSONObject("error").getString("code"))
                    .isEqualTo("token_used");
            ann.publish("phòng \"é\" 🦜", "hi", new JSONObject().put("text", "Hello"));
            await().atMost(WITHIN).untilAsserted(() -> {
                assertThat(receiver.told(RoomJoined.class)
                                .filter(each -> each.socket().equals(ann.id())))
                        .singleElement()
                        .satisfies(joined -> assertThat(joined.room()).isEqualTo("phòng \"é\" 🦜"))
                        .satisfies(joined -> assertThat(joined.user()).contains("ann"));
                assertThat(receiver.told(RoomPublished.class)
                                .filter(each -> each.socket().equals(ann.id())))
                        .singleElement()
                        .satisfies(told -> assertThat(told.data()).isEqualTo(Json.of(Map.of("text", "Hello"))));
            });
        }
    }

    @Test
    void clientsAcknowledge() throws Exception {
        try (JavaClient voter = JavaClient.connect(url, "websocket").acknowledge("vote", "yes")) {
            voter.join("public:vote");
            Acknowledgements votes = parley.to("public:vote").emitWithAck(WITHIN, "vote", "Yes or no?");
            assertThat(votes.complete()).isTrue();
            assertThat(votes.addressed()).isEqualTo(1);
            assertThat(votes.responses()).singleElement().satisfies(vote -> {
                assertThat(vote.socket()).isEqualTo(voter.id());
                assertThat(vote.value()).isEqualTo(Json.of("yes"));
            });
        }
    }

    @Test
    void userIsWhoTheTokenSaysUntilItIsRevoked() throws Exception {
        String token = parley.tokens().user("bob", Duration.ofHours(1)).token();
        try (JavaClient bob = JavaClient.connectAs(token, url).listen("mine")) {
            parley.toUser("bob").emit("mine", 1);
            assertThat(bob.payload("mine")).containsExactly(1);
            parley.tokens().revokeUser("bob");
            assertThat(bob.lostBy()).isEqualTo("io server disconnect");
        }
    }

    @Test
    void reportCountsWhoGotIt() throws Exception {
        try (JavaClient one = JavaClient.connect(url, "websocket");
                JavaClient two = JavaClient.connect(url, "polling")) {
            one.join("public:report");
            two.join("public:report");
            Report report = parley.to("public:report").emitWithReport("news", 1);
            assertThat(report.members()).isEqualTo(2);
            assertThat(report.delivered()).isEqualTo(2);
            assertThat(report.complete()).isTrue();
            assertThat(parley.to("public:nobody").emitWithReport("news").members())
                    .isZero();
        }
    }

    @Test
    void batchArrivesInItsOrderAndSendingItAgainDoesNothing() throws Exception {
        try (JavaClient member = JavaClient.connect(url, "websocket").listen("step")) {
            member.join("public:batch");
            Emitter room = parley.to("public:batch");
            Batch batch = parley.batch();
            for (int step = 0; step < 20; step++) batch.add(room, "step", step);
            List<String> ids = batch.emit();
            assertThat(ids).hasSize(20).doesNotHaveDuplicates();
            assertThat(batch.emit()).isEqualTo(ids);
            room.emit("step", "last");
            for (int step = 0; step < 20; step++)
                assertThat(member.payload("step")).containsExactly(step);
            assertThat(member.payload("step")).containsExactly("last");
        }
    }

    @Test
    void keyMakesAnEmitHappenOnce() throws Exception {
        try (JavaClient member = JavaClient.connect(url, "websocket").listen("paid")) {
            member.join("public:once");
            Emitter room = parley.to("public:once");
            String first = room.idempotencyKey("order-7").emit("paid", 7);
            assertThat(room.idempotencyKey("order-7").emit("paid", 7)).isEqualTo(first);
            assertRefused(
                    "idempotency_mismatch", () -> room.idempotencyKey("order-7").emit("paid", 8));
            room.emit("paid", "last");
            assertThat(member.payload("paid")).containsExactly(7);
            assertThat(member.payload("paid")).containsExactly("last");
        }
    }

    @Test
    void whoIsWhereIsListedAndCounted() throws Exception {
        String token = parley.tokens().user("cid", Duration.ofHours(1)).token();
        try (JavaClient cid = JavaClient.connectAs(token, url)) {
            for (int i = 0; i < 5; i++) cid.join("public:list:" + i + "/ü");
            assertThat(parley.rooms().list("public:list:").pagesOf(2))
                    .extracting(Occupancy::name)
                    .containsExactlyInAnyOrder(
                            "public:list:0/ü",
                            "public:list:1/ü",
                            "public:list:2/ü",
                            "public:list:3/ü",
                            "public:list:4/ü");
            assertThat(parley.rooms().count("public:list:0/ü").sockets()).isEqualTo(1);
            assertThat(parley.rooms().sockets("public:list:0/ü"))
                    .singleElement()
                    .satisfies(socket -> {
                        assertThat(socket.id()).isEqualTo(cid.id());
                        assertThat(socket.user()).contains("cid");
                        assertThat(socket.transport()).isEqualTo("websocket");
                        assertThat(socket.rooms()).contains("public:list:4/ü");
                    });
            assertThat(parley.sockets().find(cid.id())).isPresent();
            assertThat(parley.sockets().find("nobody")).isEmpty();
            assertThat(parley.sockets().list().pagesOf(1))
                    .extracting(SocketView::id)
                    .contains(cid.id());
            assertThat(parley.users().list("ci")).containsExactly(new Occupancy("cid", 1));
            assertThat(parley.users().count("cid").sockets()).isEqualTo(1);
            assertThat(parley.users().sockets("cid")).extracting(SocketView::id).containsExactly(cid.id());
            assertThat(parley.server().nodes()).containsExactly(parley.server().node());
        }
    }

    @Test
    void backendMovesSocketsAndPutsThemOut() throws Exception {
        String token = parley.tokens().user("dan", Duration.ofHours(1)).token();
        try (JavaClient dan = JavaClient.connectAs(token, url).listen("news")) {
            assertThat(parley.sockets().join(dan.id(), "vip").reached()).isEqualTo(1);
            parley.to("vip").emit("news", 1);
            assertThat(dan.payload("news")).containsExactly(1);
            parley.sockets().leave(dan.id(), "vip");
            assertThat(parley.users().join("dan", "box").reached()).isEqualTo(1);
            parley.to("vip").emit("news", 2);
            parley.to("box").emit("news", 3);
            assertThat(dan.payload("news")).containsExactly(3);
            assertRefused("unknown_socket", () -> parley.sockets().join("nobody", "vip"));
            assertThat(parley.users().disconnect("dan").reached()).isEqualTo(1);
            assertThat(dan.lostBy()).isEqualTo("io server disconnect");
            assertThat(parley.users().disconnect("nobody").members()).isZero();
        }
    }

    @Test
    void refusalsHaveTheCodesOfTheApi() {
        try (Parley stranger = Parley.connect(url.toString(), "guessed")) {
            assertRefused("unauthorized", () -> stranger.everyone().emit("news"));
        }
        assertRefused(
                "unknown_namespace",
                () -> parley.namespace("/nowhere").everyone().emit("news"));
        assertThatThrownBy(() -> parley.to("a").emit("connect"))
                .asInstanceOf(type(RefusedException.class))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(RefusedException.Fault::member)
                        .containsExactly("event"));
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::code)
                .isEqualTo(code);
    }
}
