package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling requests that come to a node which does not have their session: answered as the one that has it would. */
class RelayPollingTest {

    private static final String OCTETS = "Content-Type: application/octet-stream";

    @RegisterExtension
    static final EnginePair nodes = new EnginePair();

    /** The same session at the node that has it, and at the other. */
    private PollingClient direct;

    private PollingClient client;

    @BeforeEach
    void open() {
        direct = nodes.poll("EIO=4");
        client = direct.through(nodes.front());
    }

    @Test
    void aGetIsHeldUntilThereIsSomethingToSay() {
        Wire held = client.hold();
        client.session().push("a", "b");
        assertThat(held.answer().said()).isEqualTo("200 4a\u001e4b");
    }

    @Test
    void aPostIsTakenBeforeItIsAnswered() {
        assertThat(client.post("4a\u001ebAQI=\u001e4b").said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("a", "<0102>", "b");
        assertThat(client.get().body()).isEqualTo("4a\u001ebAQI=\u001e4b");
    }

    @Test
    void aClientMayComeToADifferentNodeEachTime() {
        for (int round = 0; round < 10; round++) {
            Wire held = (round % 2 == 0 ? client : direct).hold();
            assertThat((round % 3 == 0 ? client : direct).post("4" + round).said())
                    .isEqualTo("200 ok");
            assertThat(held.answer().body()).isEqualTo("4" + round);
        }
    }

    @Test
    void theFrontCompressesAndSpeaksToBrowsersAsTheOwnerWould() throws IOException {
        client.session().push("x".repeat(2_000));
        Answer answer = client.get("Accept-Encoding: gzip", "Origin: https://friend.example");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://friend.example");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo("4" + "x".repeat(2_000));
    }

    @Test
    void getsThatOverlapAtDifferentNodesEndTheSession() {
        Wire held = client.hold();

        assertThat(direct.get().said()).isEqualTo("400 ");

        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void getsThatOverlapAtTheOtherNodeEndTheSessionToo() {
        Wire held = direct.hold();
        assertThat(client.get().said()).isEqualTo("400 ");
        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void postsThatOverlapAtDifferentNodesEndTheSession() {
        Wire first = begunThere();

        assertThat(direct.post("4second").said()).isEqualTo("400 ");

        assertThat(first.endsWithoutAWord()).isTrue();
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void postsThatOverlapAtTheOtherNodeEndTheSessionToo() {
        Wire first = direct.beginPost(100, "4hel");
        assertThat(client.post("4second").said()).isEqualTo("400 ");
        assertThat(first.endsWithoutAWord()).isTrue();
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aClientThatGoesAwayFromItsGetIsGone() {
        client.hold().close();
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aClientThatIsGoneAtTheMomentOfItsAnswerHasNotGotIt() {
        Wire held = client.hold();
        client.session().turn(() -> {
            held.reset();
            client.session().send("lost");
        });
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aClientThatGoesAwayFromItsPostIsGone() {
        begunThere().close();
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheSessionGoesOn() {
        assertThat(client.post("4" + "x".repeat(100_000)).said()).isEqualTo("413 ");
        assertThat(client.post("4" + "x".repeat(99_999)).said()).isEqualTo("200 ok");
        assertThat(client.get().body()).isEqualTo("4" + "x".repeat(99_999));
    }

    @Test
    void aBodyThatIsNoneEndsTheSession() {
        client.post("4before\u001e7");
        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.session().received).containsExactly("before");
    }

    @Test
    void aBodyOfTheWrongTypeEndsTheSession() {
        assertThat(client.post(new byte[] {4}, OCTETS).said()).isEqualTo("400 ");
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void theClientsClosePacketEndsTheSessionEverywhere() {
        Wire held = direct.hold();
        assertThat(client.post("1").said()).isEqualTo("200 ok");
        assertThat(held.answer().said()).isEqualTo("200 6");
        assertThat(client.session().end()).isEqualTo("transport close");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(client.post("4late").said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void theServersCloseReachesAHeldGet() {
        Wire held = client.hold();
        client.session().close(FORCED_CLOSE);
        assertThat(held.answer().said()).isEqualTo("200 1");
    }

    @Test
    void theServersCloseIsFetchedByTheNextGet() {
        client.session().push("last");
        client.session().close(FORCED_CLOSE);
        assertThat(client.post("4late").said()).isEqualTo("200 ok");
        assertThat(client.get().said()).isEqualTo("200 4last\u001e1");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void anIdThatTheOtherNodeNeverGaveOutIsUnknown(String method) {
        String sid = (client.sid().startsWith("a") ? "b" : "a") + client.sid().substring(1);
        var nobody = new PollingClient(nodes.owner(), nodes.front(), "EIO=4", sid);
        assertThat(nobody.request(method).said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void anotherRevisionIsRefused() {
        assertThat(client.saying("EIO=3").get().said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(client.saying("EIO=3").post("3:4on").said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("on");
    }

    @Test
    void anotherMethodIsRefused() {
        assertThat(client.request("DELETE").said()).isEqualTo("500 ");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }

    @Test
    void revision3IsSpokenThereToo() {
        PollingClient three = nodes.poll("EIO=3").through(nodes.front());
        assertThat(three.post("2:4\u00e96:b4AQ==").said()).isEqualTo("200 ok");
        Answer answer = three.get();
        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().formatHex(answer.bytes())).isEqualTo("0003ff34c3a90102ff0401");

        assertThat(three.post(HexFormat.of().parseHex("0102ff0407"), OCTETS).said())
                .isEqualTo("200 ok");
        assertThat(three.session().received).containsExactly("\u00e9", "<01>", "<07>");
        assertThat(three.post("1:2").said()).isEqualTo("200 ok");
    }

    /** A POST of which the owner knows, too, that it has begun. */
    private Wire begunThere() {
        Wire wire = client.beginPost(100, "4hel");
        // The front says to the owner what happens in the order in which it happens.
        PollingClient another = nodes.poll("EIO=4").through(nodes.front());
        assertThat(another.post("4behind").said()).isEqualTo("200 ok");
        return wire;
    }
}
