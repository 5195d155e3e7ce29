package dev.parley.profiles.parley;

import static dev.parley.profiles.parley.ChatNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.profiles.schema.PublishSchemas;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final TestSocket client = new TestSocket();
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
        socket = new ParleySocket(
                client,
                null,
                new OpenRooms(List.of("*")),
                PublishSchemas.read(folder).schemas(),
                bus,
                node.services.broadcaster(),
                new Publications(client, new Webhooks(bus, Subscriptions.NONE), Instant::now),
                new ChatSocket(client, node.services),
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
