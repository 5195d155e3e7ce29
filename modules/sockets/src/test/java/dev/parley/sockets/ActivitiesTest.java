package dev.parley.sockets;

import static dev.parley.bus.webhooks.Activity.Type.CONNECTED;
import static dev.parley.bus.webhooks.Activity.Type.DISCONNECTED;
import static dev.parley.bus.webhooks.Activity.Type.JOINED;
import static dev.parley.bus.webhooks.Activity.Type.LEFT;
import static dev.parley.bus.webhooks.Tell.Patience.REFUSE;
import static dev.parley.bus.webhooks.Tell.Patience.REMEMBER;
import static dev.parley.sockets.ToldNode.keys;
import static dev.parley.sockets.ToldNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.Will;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import dev.parley.sockets.ToldNode.Said;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What backends are told of a socket, and when. */
class ActivitiesTest {

    private ToldNode node;

    private Frames connected(Activity.Type... wanted) {
        node = new ToldNode(wanted);
        return node.connected();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String of(Frames socket, String more) {
        return "{\"socket\":\"" + socket.id + "\",\"namespace\":\"/\"" + more + "}";
    }

    private static void assertTold(Said said, Tell.Patience patience, String... texts) {
        assertThat(texts(said.tell().notices())).containsExactly(texts);
        assertThat(said.tell().patience()).isEqualTo(patience);
    }

    @Nested
    class OfAConnection {

        @Test
        void theClientIsWelcomedOnceItIsTold() {
            node = new ToldNode(CONNECTED);
            Frames frames = node.client.webSocket(RawClient.WEBSOCKET);
            assertThat(frames.next()).startsWith("0{");
            frames.send("40");
            Said first = node.next();
            frames.send("40/other,");
            node.next().stored(true);
            assertThat(frames.next()).startsWith("40/other,");
            first.stored(true);
            String welcome = frames.next();
            frames.id = RawClient.sid(welcome.substring(1));
            assertTold(first, REMEMBER, "socket.connected " + of(frames, ""));
        }

        /** A stock client keeps events from before its welcome for its next connection, where it may get them again. */
        @Test
        void whatComesBeforeTheWelcomeIsSentBehindIt() {
            node = new ToldNode(CONNECTED);
            Frames frames = node.client.webSocket(RawClient.WEBSOCKET);
            assertThat(frames.next()).startsWith("0{");
            frames.send("40");
            Said first = node.next();
            emit("early");
            frames.send("40/other,");
            node.next().stored(true);
            assertThat(frames.next()).startsWith("40/other,");
            first.stored(true);
            assertThat(frames.next()).startsWith("40{");
            emit("later");
            assertThat(frames.next()).isEqualTo("42[\"early\"]");
            assertThat(frames.next()).isEqualTo("42[\"later\"]");
        }

        private void emit(String name) {
            RawJson args = JsonWriter.build(w -> w.beginArray().string(name).endArray());
            var all = Audience.of(new AppNamespace("default", "/"), Target.EVERYONE);
            node.node.broadcaster.broadcast(new Broadcast(name, all, args, List.of(), false));
        }

        @Test
        void aClientThatGoesBeforeItsWelcomeIsToldGone() {
            node = new ToldNode(CONNECTED, DISCONNECTED);
            Frames frames = node.client.webSocket(RawClient.WEBSOCKET);
            assertThat(frames.next()).startsWith("0{");
            frames.send("40");
            node.next();
            TestNode.get(frames.webSocket.close());
            assertThat(texts(node.next().tell().notices()).getFirst()).startsWith("socket.disconnected ");
        }

        @Test
        void itsEndIsToldAfterTheRoomsThatItLeavesAndWhatItsProfileSays() {
            Frames frames = connected(LEFT, DISCONNECTED);
            frames.send("420[\"is\",\"ann\"]", "421[\"join\",\"a\"]", "422[\"join\",\"b\"]", "423[\"farewell\"]");
            for (int i = 0; i < 4; i++) assertThat(frames.next()).endsWith("[true]");
            TestNode.get(frames.webSocket.close());
            Said said = node.next();
            assertTold(
                    said,
                    REMEMBER,
                    "room.left " + of(frames, ",\"user\":\"ann\",\"room\":\"a\",\"reason\":\"transport close\""),
                    "room.left " + of(frames, ",\"user\":\"ann\",\"room\":\"b\",\"reason\":\"transport close\""),
                    "goodbye",
                    "socket.disconnected " + of(frames, ",\"user\":\"ann\",\"reason\":\"transport close\""));
            assertThat(said.tell().fulfils()).contains(frames.id);
        }
    }

    @Nested
    class OfAClientThatComesBack {

        private Frames frames;

        private void connect(String claim) {
            frames = node.client.webSocket(RawClient.WEBSOCKET);
            assertThat(frames.next()).startsWith("0{");
            frames.send("40/recovering," + claim);
        }

        private String secret() {
            return frames.next().replaceFirst(".*\"pid\":\"([^\"]+)\".*", "$1");
        }

        private Said gone() {
            TestNode.get(frames.webSocket.shutdown());
            Said last = node.next();
            last.stored(true);
            assertThat(texts(last.tell().notices()))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("room.left ");
            return last;
        }

        @Test
        void isToldThatItIsInItsRoomsAgainAndThatItHasGoneAgain() {
            node = new ToldNode(JOINED, LEFT, DISCONNECTED);
            connect("");
            String secret = secret();
            frames.send("42/recovering,1[\"join\",\"a\"]");
            node.next().stored(true);
            assertThat(frames.next()).isEqualTo("43/recovering,1[true]");
            Said first = gone();

            connect("{\"pid\":\"" + secret + "\"}");
            Said back = node.next();
            assertThat(texts(back.tell().notices()).getFirst())
                    .startsWith("room.joined ")
                    .contains("\"room\":\"a\"");
            back.stored(true);
            assertThat(secret()).isEqualTo(secret);
            Said second = gone();

            assertThat(keys(second.tell().notices()))
                    .doesNotContainAnyElementsOf(keys(first.tell().notices()));
            assertThat(second.tell().fulfils()).isNotEqualTo(first.tell().fulfils());
        }
    }

    @Nested
    class OfARoom {

        @Test
        void aJoinIsDoneOnceItIsTold() {
            Frames frames = connected(JOINED);
            frames.send("420[\"join\",\"a\"]", "421[\"echo\"]");
            assertThat(frames.next()).isEqualTo("431[true]");
            Said said = node.next();
            assertTold(said, REFUSE, "room.joined " + of(frames, ",\"room\":\"a\""));
            said.stored(true);
            assertThat(frames.next()).isEqualTo("430[true]");
        }

        @Test
        void aJoinThatCannotBeStoredIsTakenBack() {
            Frames frames = connected(JOINED, LEFT);
            frames.send("420[\"join\",\"a\"]");
            node.next().stored(false);
            assertThat(frames.next()).isEqualTo("430[\"JoinNotTold\"]");
            assertTold(
                    node.next().stored(true),
                    REMEMBER,
                    "room.left " + of(frames, ",\"room\":\"a\",\"reason\":\"unavailable\""));
            var all = new AppNamespace("default", "/");
            node.node.broadcast(Audience.of(all, Target.room("a")), "missed", "", false);
            node.node.broadcast(Audience.of(all, Target.EVERYONE), "heard", "", false);
            assertThat(frames.next()).startsWith("42[\"heard\"");
        }

        @Test
        void anOldRefusalDoesNotEndANewStay() {
            Frames frames = connected(JOINED);
            frames.send("420[\"join\",\"a\"]", "421[\"leave\",\"a\"]", "422[\"join\",\"a\"]");
            assertThat(frames.next()).isEqualTo("431[true]");
            Said first = node.next();
            node.next().stored(true);
            assertThat(frames.next()).isEqualTo("432[true]");
            first.stored(false);
            assertThat(frames.next()).isEqualTo("430[\"JoinNotTold\"]");
            node.node.broadcast(Audience.of(new AppNamespace("default", "/"), Target.room("a")), "heard", "", false);
            assertThat(frames.next()).startsWith("42[\"heard\"");
        }

        @Test
        void aSecondJoinTellsNothingAndWaitsForTheFirst() {
            Frames frames = connected(JOINED);
            frames.send("420[\"join\",\"a\"]", "421[\"join\",\"a\"]", "422[\"echo\"]");
            assertThat(frames.next()).isEqualTo("432[true]");
            node.next().stored(true);
            assertThat(List.of(frames.next(), frames.next())).containsExactlyInAnyOrder("430[true]", "431[true]");
            node.assertSilent();
        }

        @Test
        void leavingIsDoneOnceItIsTold() {
            Frames frames = connected(LEFT);
            frames.send("420[\"join\",\"a\"]", "421[\"leave\",\"a\"]", "422[\"echo\"]");
            assertThat(List.of(frames.next(), frames.next())).containsExactlyInAnyOrder("430[true]", "432[true]");
            assertTold(
                    node.next().stored(true),
                    REMEMBER,
                    "room.left " + of(frames, ",\"room\":\"a\",\"reason\":\"leave\""));
            assertThat(frames.next()).isEqualTo("431[true]");
        }
    }

    @Nested
    class ByAWill {

        @Test
        void theSameIsToldThatIsToldOfItsEnd() {
            Frames frames = connected(LEFT, DISCONNECTED);
            assertThat(texts(node.nextWill().notices()))
                    .containsExactly("socket.disconnected " + of(frames, ",\"reason\":\"node lost\""));
            frames.send("420[\"join\",\"a\"]");
            assertThat(frames.next()).isEqualTo("430[true]");
            node.nextWill();
            frames.send("421[\"farewell\"]");
            assertThat(frames.next()).isEqualTo("431[true]");
            Will will = node.nextWill();
            assertThat(will.socket()).isEqualTo(frames.id);
            assertThat(texts(will.notices()))
                    .containsExactly(
                            "room.left " + of(frames, ",\"room\":\"a\",\"reason\":\"node lost\""),
                            "goodbye",
                            "socket.disconnected " + of(frames, ",\"reason\":\"node lost\""));
            TestNode.get(frames.webSocket.close());
            assertThat(keys(node.next().tell().notices()))
                    .isEqualTo(keys(will.notices()))
                    .doesNotContain(Optional.empty())
                    .doesNotHaveDuplicates();
        }

        @Test
        void aRoomThatWasLeftIsInItNoLongerOnceThatIsStored() {
            Frames frames = connected(LEFT);
            frames.send("420[\"join\",\"a\"]", "421[\"leave\",\"a\"]");
            assertThat(frames.next()).isEqualTo("430[true]");
            Will staying = node.nextWill();
            Said left = node.next();
            assertThat(keys(left.tell().notices())).isEqualTo(keys(staying.notices()));
            node.assertSilent();
            left.stored(true);
            assertThat(node.nextWill().notices()).isEmpty();
            assertThat(frames.next()).isEqualTo("431[true]");
        }

        @Test
        void anotherStayInTheSameRoomIsAnotherOne() {
            Frames frames = connected(LEFT);
            frames.send("420[\"join\",\"a\"]", "421[\"leave\",\"a\"]");
            Will first = node.nextWill();
            node.next().stored(true);
            assertThat(node.nextWill().notices()).isEmpty();
            frames.send("422[\"join\",\"a\"]");
            assertThat(keys(node.nextWill().notices())).doesNotContainAnyElementsOf(keys(first.notices()));
        }

        @Test
        void whoItIsIsInItOnceThatIsKnown() {
            Frames frames = connected(DISCONNECTED);
            node.nextWill();
            frames.send("420[\"is\",\"ann\"]");
            assertThat(texts(node.nextWill().notices()))
                    .containsExactly("socket.disconnected " + of(frames, ",\"user\":\"ann\",\"reason\":\"node lost\""));
        }

        @Test
        void aFarewellNeedsNobodyWhoWantsActivities() {
            Frames frames = connected();
            frames.send("420[\"farewell\"]");
            assertThat(frames.next()).isEqualTo("430[true]");
            assertThat(texts(node.nextWill().notices())).containsExactly("goodbye");
            TestNode.get(frames.webSocket.close());
            Said said = node.next();
            assertTold(said, REMEMBER, "goodbye");
            assertThat(said.tell().fulfils()).contains(frames.id);
        }
    }

    @Nested
    class WhenSomebodyBeginsToWantIt {

        @Test
        void roomsThatWereJoinedBeforeAreLeftAllTheSame() {
            Frames frames = connected();
            frames.send("420[\"join\",\"a\"]");
            assertThat(frames.next()).isEqualTo("430[true]");
            node.want(LEFT);
            TestNode.get(frames.webSocket.close());
            Said said = node.next();
            assertTold(said, REMEMBER, "room.left " + of(frames, ",\"room\":\"a\",\"reason\":\"transport close\""));
            assertThat(said.tell().fulfils()).isEmpty();
        }
    }

    @Nested
    class WhereNobodyWantsIt {

        @Test
        void nothingIsSaid() {
            Frames frames = connected();
            frames.send("420[\"join\",\"a\"]", "421[\"leave\",\"a\"]", "422[\"join\",\"b\"]");
            for (int i = 0; i < 3; i++) assertThat(frames.next()).endsWith("[true]");
            TestNode.get(frames.webSocket.close());
            Patience.until(() -> node.node.services.connections() == 0);
            node.assertSilent();
        }
    }
}
