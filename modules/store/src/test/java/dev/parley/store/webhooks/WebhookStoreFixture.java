package dev.parley.store.webhooks;

import dev.parley.store.Store;
import dev.parley.store.StoreConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks keep in an embedded store of their own, or in a new database of the MongoDB that {@code
 * PARLEY_TEST_MONGODB_URI} names, without a database. Owned by a test class.
 */
final class WebhookStoreFixture implements AutoCloseable {

    private static final @Nullable String MONGODB = System.getenv("PARLEY_TEST_MONGODB_URI");

    final WebhookStore webhooks;

    private final Vertx vertx = Vertx.vertx();
    private final Store store;

    WebhookStoreFixture(Path folder) {
        Optional<String> uri = Optional.ofNullable(MONGODB)
                .map(server -> server.replaceAll("/+$", "") + "/parley-test-" + UUID.randomUUID());
        store = get(Store.open(vertx, new StoreConfig(uri, folder, 0, 16, Duration.ofSeconds(20))));
        webhooks = store.webhooks();
        get(store.watch());
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        get(store.close());
        get(vertx.close());
    }
}
