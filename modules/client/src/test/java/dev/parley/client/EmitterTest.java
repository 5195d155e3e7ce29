package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.parley.client.FakeServer.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmitterTest {

    private static final Reply ACCEPTED = Reply.json(202, "{\"id\":\"e1\"}");

    @AutoClose
    private final FakeServer server = FakeServer.answering(this::reply);

    @AutoClose
    private final Parley parley = server.client().build();

    private Reply next = ACCEPTED;

    private Reply reply(FakeServer.Request request) {
        return next;
    }

    @Nested
    class Plain {

        @Test
        void everythingThatWasSaidIsInTheRequest() {
            String id = parley.to("a", "b")
                    .room("c")
                    .user("ann")
                    .except("x")
                    .droppable()
                    .emit("greeting", "Hello", 7, true, null, Map.of("n", 1.5), List.of());
            assertThat(id).isEqualTo("e1");
            assertThat(server.last().method()).isEqualTo("POST");
            assertThat(server.last().uri()).isEqualTo("/api/v1/emit");
            assertThat(server.last().header("X-api-key")).isEqualTo("key");
            assertThat(server.last().header("Content-type")).isEqualTo("application/json");
            assertThat(server.last().body())
                    .isEqualTo("{\"event\":\"greeting\",\"namespace\":\"/\",\"rooms\":[\"a\",\"b\",\"c\"],"
                            + "\"users\":[\"ann\"],\"except\":[\"x\"],\"volatile\":true,"
                            + "\"args\":[\"Hello\",7,true,null,{\"n\":1.5},[]]}");
        }

        @Test
        void everybodyIsNamedByNobody() {
            parley.namespace("/shop").everyone().emit("news");
            assertThat(server.last().body()).isEqualTo("{\"event\":\"news\",\"namespace\":\"/shop\",\"args\":[]}");
        }

        @Test
        void emptyListOfNamesIsNotEverybody() {
            String[] none = {};
            assertThatThrownBy(() -> parley.to(none)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> parley.toUser(none)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> parley.to("a").except(none)).isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void nullAloneIsOneArgument() {
            parley.to("a").emit("e", (Object[]) null);
            assertThat(server.last().json().at("args")).isEqualTo(Json.of(Arrays.asList((Object) null)));
        }

        @Test
        void stepsMakeNewEmittersAndLeaveTheOldOnes() {
            Emitter team = parley.to("team");
            team.except("x").emit("a");
            team.emit("b");
            assertThat(server.last().json().at("except")).isEqualTo(Json.of(null));
        }

        @Test
        void eachEmitHasAKeyOfItsOwnUnlessOneIsGiven() {
            Emitter team = parley.to("team");
            team.emit("a");
            team.emit("a");
            team.idempotencyKey("order-7").emit("a");
            List<String> keys = server.requests().stream()
                    .map(each -> each.header("Idempotency-key"))
                    .toList();
            assertThat(keys).doesNotHaveDuplicates().doesNotContain("").endsWith("order-7");
        }

        @Test
        void futureHasTheSame() {
            assertThat(parley.to("a").emitAsync("e", 1).join()).isEqualTo("e1");
        }
    }

    @Nested
    class WithAnswer {

        @Test
        void reportTellsWhoGotIt() {
            next = Reply.json(200, """
                    {"id":"e1","members":3,"delivered":2,"complete":false,"missing":[{"node":"n2","cause":"silent"}]}""");
            Report report = parley.to("a").emitWithReport("e");
            assertThat(server.last().json().at("report")).isEqualTo(Json.of(true));
            assertThat(report.members()).isEqualTo(3);
            assertThat(report.delivered()).isEqualTo(2);
            assertThat(report.complete()).isFalse();
            assertThat(report.missing()).extracting(MissingNode::node).containsExactly("n2");
        }

        @Test
        void acknowledgementsAreThoseOfTheClients() {
            next = Reply.json(200, """
                    {"id":"e1","complete":false,"addressed":3,"answered":2,"truncated":true,"responses":[
                      {"socket":"s1","value":"yes"},
                      {"socket":"s2","value":{"_placeholder":true,"num":0},"attachments":["AQID"]}],
                     "missing":[{"node":"n2","cause":"unanswered","addressed":1,"answered":0}]}""");
            Acknowledgements acks = parley.to("a").emitWithAck(Duration.ofSeconds(2), "vote", "?");
            assertThat(server.last().json().at("ack")).hasToString("{\"timeout\":2000}");
            assertThat(acks.addressed()).isEqualTo(3);
            assertThat(acks.answered()).isEqualTo(2);
            assertThat(acks.truncated()).isTrue();
            assertThat(acks.responses().getFirst().value()).isEqualTo(Json.of("yes"));
            assertThat(acks.responses().getLast().attachments()).containsExactly(new byte[] {1, 2, 3});
            assertThat(acks.missing().getFirst().addressed()).hasValue(1);
        }

        @Test
        void waitingForAcknowledgementsIsNotTakenForSilence() {
            try (FakeServer slow = FakeServer.answering(request -> {
                        pause(Duration.ofMillis(400));
                        return Reply.json(200, """
                                {"id":"e","complete":true,"addressed":0,"answered":0,"truncated":false,
                                 "responses":[],"missing":[]}""");
                    });
                    Parley patient = slow.client()
                            .attemptTimeout(Duration.ofMillis(100))
                            .timeout(Duration.ofMillis(200))
                            .build()) {
                assertThat(patient.to("a")
                                .emitWithAck(Duration.ofMinutes(1), "e")
                                .complete())
                        .isTrue();
                assertThat(slow.requests()).hasSize(1);
            }
        }
    }

    @Nested
    class Batches {

        @Test
        void eventsGoInOneRequestInTheirOrder() {
            next = Reply.json(202, "{\"ids\":[\"e1\",\"e2\"]}");
            List<String> ids = parley.batch()
                    .add(parley.to("a"), "one", 1)
                    .add(parley.toUser("ann"), "two")
                    .emit();
            assertThat(ids).containsExactly("e1", "e2");
            assertThat(server.last().uri()).isEqualTo("/api/v1/emit/batch");
            assertThat(server.last().json().at("events"))
                    .hasToString("[{\"event\":\"one\",\"namespace\":\"/\",\"rooms\":[\"a\"],\"args\":[1]},"
                            + "{\"event\":\"two\",\"namespace\":\"/\",\"users\":[\"ann\"],\"args\":[]}]");
        }

        @Test
        void sendingOneAgainIsTheSameBatch() {
            next = Reply.json(202, "{\"ids\":[\"e1\"]}");
            Batch batch = parley.batch().add(parley.to("a"), "one");
            batch.emit();
            batch.emit();
            batch.idempotencyKey("mine").emit();
            List<String> keys = server.requests().stream()
                    .map(each -> each.header("Idempotency-key"))
                    .toList();
            assertThat(keys.get(0)).isNotEmpty().isEqualTo(keys.get(1));
            assertThat(keys.get(2)).isEqualTo("mine");
        }

        @Test
        void refusalNamesWhatIsWrong() {
            next = Reply.json(400, """
                    {"status":400,"code":"invalid_request","detail":"d",
                     "errors":[{"member":"events[0].rooms","detail":"too many"}]}""");
            assertThatThrownBy(() -> parley.batch().add(parley.to("a"), "one").emit())
                    .asInstanceOf(type(RefusedException.class))
                    .satisfies(refused -> assertThat(refused.errors())
                            .containsExactly(new RefusedException.Fault("events[0].rooms", "too many")));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
