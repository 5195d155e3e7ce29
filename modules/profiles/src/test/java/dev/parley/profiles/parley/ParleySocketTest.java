package dev.parley.profiles.parley;

import static dev.parley.profiles.parley.ChatNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.RoomView;
import dev.parley.profiles.TestSocket;
import dev.parley.profiles.schema.PublishSchemas;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.DisconnectReason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining and leaving wait for what a backend has to be told. */
class ParleySocketTest {

    private static final Target LOBBY = Target.room("lobby");
    private static final String PUBLICATION = "{\"room\":\"lobby\",\"event\":\"news\"}";
    private static final String NOT_JOINED = "\"not_joined\"";

    private final ChatNode node = new ChatNode(Duration.ofSeconds(10));
    private final TestSocket client = TestSocket.of("ann");
    private ParleySocket socket;

    @TempDir
    Path folder;

    @BeforeEach
    void connect() throws IOException {
        Files.writeString(folder.resolve("order.json"), "{\"required\":[\"id\"]}");
        Bus bus = node.bus;
        get(bus.answer(
                Addresses.VERIFY_JOIN,
                question -> Future.succeededFuture(
                        new JoinGranted("lobby", "ann", Set.of(), Instant.MAX, Optional.empty()))));
        connectAgain();
    }

    private void connectAgain() {
        Bus bus = node.bus;
        socket = new ParleySocket(
                client,
                null,
                new OpenRooms(List.of("*")),
                PublishSchemas.read(folder).schemas(),
                bus,
                node.services.broadcaster(),
                new Publications(client, new Webhooks(bus, Subscriptions.NONE), Instant::now),
                new ChatSocket(client, node.services),
                new WatchedRooms(client, node.services),
                Instant::now);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Future<String> sends(String name, String json) {
        TestEvent event = TestEvent.of(name, json, List.of());
        node.run(() -> socket.event(event));
        return event.ack().future();
    }

    @Nested
    class AJoinThatABackendCannotBeToldOf {

        @Test
        void isRefusedAndLeavesNoRights() {
            Promise<Void> told = Promise.promise();
            client.reachable = told.future();
            Future<String> answer = sends("join", "{\"room\":\"lobby\"}");
            client.joined.remove(LOBBY);
            node.run(() -> told.fail("not stored"));
            assertThat(get(answer)).contains("\"unavailable\"");
            assertThat(get(sends("publish", PUBLICATION))).contains(NOT_JOINED);
        }

        @Test
        void takesNothingFromALaterOne() {
            Promise<Void> told = Promise.promise();
            client.reachable = told.future();
            Future<String> first = sends("join", "{\"room\":\"lobby\"}");
            get(sends("leave", "\"lobby\""));
            client.reachable = Future.succeededFuture();
            get(sends("join", "{\"room\":\"lobby\"}"));
            node.run(() -> told.fail("not stored"));
            assertThat(get(first)).contains("\"unavailable\"");
            assertThat(get(sends("publish", PUBLICATION))).startsWith("{\"ok\":true");
        }
    }

    @Nested
    class WhatHasASchema {

        @BeforeEach
        void join() {
            get(sends("join", "{\"room\":\"lobby\"}"));
        }

        @Test
        void isPublishedIfItFits() {
            assertThat(get(sends("publish", "{\"room\":\"lobby\",\"event\":\"order\",\"data\":{\"id\":7}}")))
                    .startsWith("{\"ok\":true");
        }

        @Test
        void isRefusedWithWhatIsWrongIfItDoesNotFit() {
            assertThat(get(sends("publish", "{\"room\":\"lobby\",\"event\":\"order\",\"data\":{}}")))
                    .isEqualTo("{\"ok\":false,\"error\":{\"code\":\"invalid_request\","
                            + "\"message\":\"data: required property 'id' not found\"}}");
        }

        @Test
        void isNobodyElsesBusiness() {
            assertThat(get(sends("publish", PUBLICATION))).startsWith("{\"ok\":true");
        }
    }

    @Nested
    class ARoomThatIsWatched {

        private static final Place PLACE = new Place(TestSocket.AT, LOBBY);
        private static final String WATCH = "{\"room\":\"lobby\"}";

        @BeforeEach
        void join() {
            get(sends("join", WATCH));
        }

        private Future<String> watches(String room) {
            return sends("presence:watch", "{\"room\":\"" + room + "\"}");
        }

        private TestPresence.Watching watching() {
            return Objects.requireNonNull(node.presence.watched.get(PLACE));
        }

        private void shows(String... users) {
            node.run(() -> watching().view().complete(new RoomView.Users(Set.of(users), List.of())));
        }

        private List<String> emitted() {
            node.run(() -> {});
            return List.copyOf(client.emitted);
        }

        @Test
        void isAcknowledgedWithWhoIsThereAndThenToldOf() {
            Future<String> answer = watches("lobby");
            var watching = watching();
            watching.view().complete(new RoomView.Users(Set.of("cid", "ann"), List.of(new NodeId("frozen"))));
            watching.watcher().came("bob");
            watching.watcher().went("ann");
            assertThat(get(answer))
                    .isEqualTo("{\"ok\":true,\"room\":\"lobby\",\"users\":[\"ann\",\"cid\"],\"complete\":false}");
            assertThat(emitted())
                    .containsExactly(
                            "presence {\"room\":\"lobby\",\"user\":\"bob\",\"online\":true}",
                            "presence {\"room\":\"lobby\",\"user\":\"ann\",\"online\":false}");
        }

        @Test
        void isOneThatTheClientIsIn() {
            assertThat(get(watches("hall"))).contains(NOT_JOINED);
            assertThat(node.presence.watched).isEmpty();
        }

        @Test
        void isForUsersAlone() {
            client.identity = Optional.empty();
            assertThat(get(watches("lobby"))).contains("\"user_required\"");
            assertThat(node.presence.watched).isEmpty();
        }

        @Test
        void isRefusedBeyondWhatOneSocketMayWatch() {
            for (String room : List.of("r1", "r2", "r3")) get(sends("join", "{\"room\":\"" + room + "\"}"));
            watches("r1");
            watches("r2");
            assertThat(get(watches("r3"))).contains("\"watching_too_many\"");
            watches("r2");
            assertThat(node.presence.watched).hasSize(2);
        }

        @Test
        void isRefusedIfMoreAreThereThanAnybodyIsToldOf() {
            Future<String> answer = watches("lobby");
            watching().view().complete(new RoomView.TooMany());
            assertThat(get(answer)).contains("\"room_too_large\"");
        }

        @Test
        void isToldOfNoMoreOnceItGrowsTooLarge() {
            watches("lobby");
            var watching = watching();
            shows("ann");
            watching.watcher().tooMany();
            watching.watcher().came("bob");
            assertThat(emitted()).containsExactly("presence:ended {\"room\":\"lobby\",\"code\":\"room_too_large\"}");
        }

        @Test
        void isNotWatchedByWhoHasLeftItOrEndsItOrIsPutOutOrGone() {
            List<Runnable> ends = List.of(
                    () -> get(sends("leave", "\"lobby\"")),
                    () -> get(sends("presence:watch", "{\"room\":\"lobby\",\"on\":false}")),
                    () -> node.run(() -> socket.removed("lobby")),
                    () -> node.run(() -> socket.disconnected(DisconnectReason.TRANSPORT_CLOSE)));
            for (Runnable end : ends) {
                get(sends("join", WATCH));
                watches("lobby");
                var watching = watching();
                shows("ann");
                end.run();
                watching.watcher().came("bob");
                assertThat(node.presence.watched).isEmpty();
            }
            assertThat(emitted()).isEmpty();
        }

        @Test
        void isKeptForTheClientsReturnAsSoonAsItIsWatchedAndAsItIsNot() {
            watches("lobby");
            shows("ann");
            assertThat(client.stateChanges).hasValue(1);
            get(sends("presence:watch", "{\"room\":\"lobby\",\"on\":false}"));
            assertThat(client.stateChanges).hasValue(2);
        }

        @Test
        void isWatchedAgainByAClientThatGoesOnWhichIsToldHowItIsNow() {
            watches("lobby");
            shows("ann");
            RawJson state = socket.state();
            node.run(() -> socket.disconnected(DisconnectReason.TRANSPORT_CLOSE));
            connectAgain();
            node.run(() -> socket.recovered(state));
            var watching = watching();
            shows("ann", "bob");
            watching.watcher().went("ann");
            assertThat(emitted())
                    .containsExactly(
                            "presence:state {\"room\":\"lobby\",\"users\":[\"ann\",\"bob\"],\"complete\":true}",
                            "presence {\"room\":\"lobby\",\"user\":\"ann\",\"online\":false}");
        }
    }

    @Test
    void usersThatAClientWatchedItWatchesAgainWhenItGoesOn() {
        sends("presence:watch", "{\"users\":[\"bob\"]}");
        ChatNode.next(node.asked).tells(List.of());
        RawJson state = socket.state();
        node.run(() -> socket.disconnected(DisconnectReason.TRANSPORT_CLOSE));
        connectAgain();
        node.run(() -> socket.recovered(state));
        ChatNode.next(node.asked).tells(List.of());
        await().untilAsserted(() -> assertThat(client.emitted)
                .containsExactly("presence:state {\"online\":{\"bob\":false},\"lastSeen\":{}}"));
        node.watchers.online(TestSocket.AT, "bob");
        node.run(() -> {});
        assertThat(client.emitted).last().isEqualTo("presence {\"user\":\"bob\",\"online\":true}");
    }

    @Test
    void leavingIsAcknowledgedOnceItIsTold() {
        get(sends("join", "{\"room\":\"lobby\"}"));
        Promise<Void> told = Promise.promise();
        client.told = told.future();
        Future<String> answer = sends("leave", "\"lobby\"");
        assertThat(answer.isComplete()).isFalse();
        node.run(told::complete);
        assertThat(get(answer)).startsWith("{\"ok\":true");
    }

    @Test
    void whoATokenNamesIsKnownBeforeTheRoomIsJoined() {
        get(sends("join", "{\"token\":\"t\"}"));
        assertThat(client.joined).containsExactly(Target.user("ann"), LOBBY);
    }

    @Test
    void whomItsBackendTakesOutOfARoomPublishesNothingThere() {
        get(sends("join", "{\"room\":\"lobby\"}"));
        node.run(() -> socket.removed("lobby"));
        assertThat(get(sends("publish", PUBLICATION))).contains(NOT_JOINED);
    }

    @Test
    void whomItsBackendPutsIntoARoomMayLeaveItAndNotPublish() {
        node.run(() -> socket.entered("lobby"));
        assertThat(get(sends("publish", PUBLICATION))).contains("publish_denied");
        assertThat(get(sends("leave", "\"lobby\""))).startsWith("{\"ok\":true");
    }
}
