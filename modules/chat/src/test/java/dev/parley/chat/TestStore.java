package dev.parley.chat;

import dev.parley.store.Store;
import dev.parley.store.StoreConfig;
import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the chat of a test is kept: an embedded store of its own, or a new database of the MongoDB that {@code
 * PARLEY_TEST_MONGODB_URI} names, without a database. Owned by the test.
 */
final class TestStore implements AutoCloseable {

    private static final @Nullable String MONGODB = System.getenv("PARLEY_TEST_MONGODB_URI");

    private final Path folder;
    private final int port;
    private final String uri;
    private @Nullable EmbeddedStore embedded;

    TestStore(Path folder) {
        this.folder = folder;
        if (MONGODB == null) {
            embedded = open(0);
            uri = embedded.uri();
            port = java.net.URI.create(uri).getPort();
        } else {
            uri = MONGODB.replaceAll("/+$", "") + "/parley-test-" + UUID.randomUUID();
            port = 0;
        }
    }

    static boolean isEmbedded() {
        return MONGODB == null;
    }

    private EmbeddedStore open(int port) {
        return switch (EmbeddedStore.open(folder, port)) {
            case Opening.Opened(EmbeddedStore store) -> store;
            case Opening.Refused(String why) -> throw new AssertionError(why);
        };
    }

    String uri() {
        return uri;
    }

    Store connect(Vertx vertx) {
        return connect(vertx, uri);
    }

    Store connect(Vertx vertx, String uri) {
        return Tests.get(Store.open(vertx, new StoreConfig(Optional.of(uri), folder, 0, 16, Duration.ofSeconds(5))));
    }

    void stop() {
        if (embedded != null) embedded.close();
        embedded = null;
    }

    /** Opens it again at the same port. */
    void restart() {
        stop();
        embedded = open(port);
    }

    @Override
    public void close() {
        stop();
    }
}
