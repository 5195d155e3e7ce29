package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store and a node of it for the tests of one class, with a clock that they may put forward. */
final class ChatFixture implements BeforeAllCallback, AfterAllCallback {

    private final ChatConfig config;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private @Nullable Path folder;
    private @Nullable TestStore store;
    private @Nullable ChatNode node;

    ChatFixture() {
        this(Tests.CONFIG);
    }

    ChatFixture(ChatConfig config) {
        this.config = config;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (node != null) return;
        folder = Files.createTempDirectory("chat-test");
        store = new TestStore(folder);
        node = new ChatNode(store, config, clock());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        // A nested class has the fixture of the class around it.
        if (context.getRequiredTestClass().getEnclosingClass() != null) return;
        node().close();
        store().close();
        try (Stream<Path> files = Files.walk(requireNonNull(folder))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    ChatNode node() {
        return requireNonNull(node);
    }

    TestStore store() {
        return requireNonNull(store);
    }

    InstantSource clock() {
        return requireNonNull(now::get);
    }

    Instant now() {
        return requireNonNull(now.get());
    }

    /** Each later than the one before. */
    void pass(java.time.Duration time) {
        now.updateAndGet(instant -> requireNonNull(instant).plus(time));
    }
}
