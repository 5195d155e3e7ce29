package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Notice;
import dev.parley.store.webhooks.Wills.StoredWill;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A survivor tells what a lost node would have told. */
class WillExecutorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final FakeWills wills = new FakeWills();
    private final Queue<Notice> told = new ConcurrentLinkedQueue<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** Sockets of which nothing can be told. */
    private final Set<String> full = ConcurrentHashMap.newKeySet();

    private final class Nodes implements LivingNodes {

        private final Set<String> living;

        Nodes(Set<String> living) {
            this.living = living;
        }

        @Override
        public Set<String> living() {
            return living;
        }

        @Override
        public Future<Void> listed() {
            return Future.succeededFuture();
        }

        @Override
        public Set<String> lost() {
            return lost;
        }

        @Override
        public Future<Void> forget(String node) {
            lost.remove(node);
            return Future.succeededFuture();
        }
    }

    private void start(String self, String... living) throws Exception {
        vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                new WillExecutor(vertx, self, new Nodes(Set.of(living)), wills, this::tell, () -> NOW)
                                        .start();
                                return Future.succeededFuture();
                            }

                            private Future<Boolean> tell(List<Notice> notices) {
                                Activity first = (Activity) notices.getFirst();
                                String socket = first.data()
                                        .member("socket")
                                        .orElseThrow()
                                        .asString()
                                        .orElseThrow();
                                if (full.contains(socket)) return Future.succeededFuture(false);
                                told.addAll(notices);
                                return Future.succeededFuture(true);
                            }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await(10, TimeUnit.SECONDS);
    }

    private void leaves(String node, String... sockets) {
        for (String socket : sockets)
            wills.stored.put(socket, new StoredWill(socket, node, List.of(FakeWills.gone(socket))));
    }

    private static List<Notice> now(String... sockets) {
        return List.of(sockets).stream()
                .<Notice>map(socket -> FakeWills.gone(socket).asOf(NOW))
                .toList();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatALostNodeLeavesIsToldAndThenItIsForgotten() throws Exception {
        leaves("dead", "s1", "s2");
        leaves("alive", "s3");
        lost.add("dead");
        start("self", "self");
        await().atMost(PATIENCE).until(lost::isEmpty);
        assertThat(told).containsExactlyElementsOf(now("s1", "s2"));
        assertThat(wills.stored).containsOnlyKeys("s3");
    }

    @Test
    void moreThanOnePortionIsTold() throws Exception {
        for (int i = 0; i < 1_234; i++) leaves("dead", "s" + i);
        lost.add("dead");
        start("self", "self");
        await().atMost(PATIENCE).until(lost::isEmpty);
        assertThat(told).hasSize(1_234).doesNotHaveDuplicates();
        assertThat(wills.stored).isEmpty();
    }

    @Test
    void ofSeveralSurvivorsOneTells() throws Exception {
        Set<String> ofOthers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String node = "dead" + i;
            leaves(node, "s" + i);
            lost.add(node);
            if (!Rendezvous.of(Set.of("a", "b", "c"), node).orElseThrow().equals("a")) ofOthers.add(node);
        }
        start("a", "a", "b", "c");
        await().atMost(PATIENCE).until(() -> lost.size() <= ofOthers.size());
        assertThat(lost).isEqualTo(ofOthers).hasSizeBetween(1, 19);
        start("b", "a", "b", "c");
        start("c", "a", "b", "c");
        await().atMost(PATIENCE).until(lost::isEmpty);
        assertThat(told).hasSize(20).doesNotHaveDuplicates();
    }

    @Nested
    class WhatCannotBeTold {

        @Test
        void staysAndKeepsNothingElseWaiting() throws Exception {
            leaves("dead", "s1", "s2", "s3");
            full.add("s2");
            lost.add("dead");
            start("self", "self");
            await().atMost(PATIENCE).until(() -> told.size() == 2);
            assertThat(told).containsExactlyElementsOf(now("s1", "s3"));
            assertThat(lost).containsExactly("dead");
            full.clear();
            await().atMost(PATIENCE).until(lost::isEmpty);
            assertThat(told).containsExactlyElementsOf(now("s1", "s3", "s2"));
        }

        @Test
        void isToldWhenTheStoreIsBack() throws Exception {
            leaves("dead", "s1");
            lost.add("dead");
            wills.lost = true;
            start("self", "self");
            await().pollDelay(Duration.ofMillis(1_500)).atMost(PATIENCE).until(told::isEmpty);
            wills.lost = false;
            await().atMost(PATIENCE).until(lost::isEmpty);
            assertThat(told).containsExactlyElementsOf(now("s1"));
        }
    }
}
