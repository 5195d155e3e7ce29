package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection to a store, from the first look to the end. */
class StoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    @Nested
    class OfItsOwn {

        @Test
        void isThereAfterTheFirstLookAndKeepsWhatItIsTold() {
            Store store = get(Store.open(vertx, config(Optional.empty())));
            get(store.watch());
            assertThat(store.answers()).isTrue();
            get(store.client().insert("rows", new JsonObject().put("_id", "a")));
            get(store.close());

            Store again = get(Store.open(vertx, config(Optional.empty())));
            assertThat(get(again.client().find("rows", new JsonObject()))).hasSize(1);
            get(again.close());
        }

        @Test
        void isRefusedInWordsWhileAnotherHasTheFile() {
            Store store = get(Store.open(vertx, config(Optional.empty())));
            assertThatThrownBy(() -> get(Store.open(vertx, config(Optional.empty()))))
                    .hasMessageContaining("in use by another process");
            get(store.close());
        }
    }

    @Nested
    class OfSomebodyElse {

        @Test
        void mayBeAwayAtFirstAndIsPreparedWhenItComes() throws Exception {
            int port = freePort();
            Store store = get(Store.open(vertx, config(Optional.of("mongodb://127.0.0.1:" + port))));
            var attempts = new AtomicInteger();
            store.prepare(() -> attempts.incrementAndGet() == 1
                    ? Future.failedFuture("not yet")
                    : store.client().createCollection("rows"));
            get(store.watch());
            assertThat(store.answers()).isFalse();
            assertThat(store.isPrepared()).isFalse();
            try (EmbeddedStore server = open(port)) {
                await().atMost(PATIENCE).until(store::answers);
                assertThat(server.uri()).endsWith(":" + port + "/parley");
                assertThat(attempts).hasValue(2);
                assertThat(store.isPrepared()).isTrue();
                assertThat(get(store.client().getCollections())).contains("rows");
            }
            await().atMost(PATIENCE).until(() -> !store.answers());
            assertThat(store.isPrepared()).isTrue();
            try (EmbeddedStore server = open(port)) {
                await().atMost(PATIENCE).until(store::answers);
                assertThat(attempts).hasValue(2);
                assertThat(server.broken()).isNotDone();
            }
            get(store.close());
        }

        @Test
        void isAskedNoLongerThanItMayTake() throws Exception {
            // Takes connections and says nothing.
            try (var mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Store store = get(Store.open(vertx, config(Optional.of("mongodb://127.0.0.1:" + mute.getLocalPort()))));
                get(store.watch());
                assertThat(store.answers()).isFalse();
                get(store.close());
            }
        }

        private EmbeddedStore open(int port) {
            return ((Opening.Opened) EmbeddedStore.open(folder, port)).store();
        }
    }

    private StoreConfig config(Optional<String> uri) {
        return new StoreConfig(uri, folder, 0, 4, Duration.ofSeconds(2));
    }

    private static int freePort() throws Exception {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
