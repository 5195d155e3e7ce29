package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.parley.client.Acknowledgements;
import dev.parley.client.JoinTokens;
import dev.parley.client.Json;
import dev.parley.client.Parley;
import dev.parley.client.RefusedException;
import dev.parley.client.WebhookEvent.RoomJoined;
import dev.parley.client.WebhookEvent.RoomPublished;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.net.URI;
import java.time.Duration;
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
            Object[] news = member.next("news");
            assertThat(news[0]).isEqualTo("Grüße 🦜");
            assertThat(news[1]).isEqualTo(7);
            assertThat(news[2]).hasToString("{\"n\":1.5}");
            assertThat(left.next("news")).containsExactly("last");
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
            assertThat(bob.next("mine")).containsExactly(1);
            parley.tokens().revokeUser("bob");
            assertThat(bob.lostBy()).isEqualTo("io server disconnect");
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
