package dev.parley.webhooks;

import dev.parley.store.Store;
import dev.parley.store.StoreConfig;
import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An embedded store that several nodes of a test share, and that can go away for a while. Owned by the test. */
final class TestStore implements AutoCloseable {

    private final Path folder;
    private final String uri;
    private @Nullable EmbeddedStore embedded;

    TestStore(Path folder) {
        this.folder = folder;
        embedded = open(0);
        uri = embedded.uri();
    }

    private EmbeddedStore open(int port) {
        return switch (EmbeddedStore.open(folder, port)) {
            case Opening.Opened(EmbeddedStore store) -> store;
            case Opening.Refused(String why) -> throw new AssertionError(why);
        };
    }

    Store connect(Vertx vertx) throws Exception {
        var config = new StoreConfig(Optional.of(uri), folder, 0, 16, Duration.ofSeconds(2));
        return Store.open(vertx, config).await(20, TimeUnit.SECONDS);
    }

    void stop() {
        if (embedded != null) embedded.close();
        embedded = null;
    }

    /** Opens it again at the same port. */
    void restart() {
        stop();
        embedded = open(URI.create(uri).getPort());
    }

    @Override
    public void close() {
        stop();
    }
}
