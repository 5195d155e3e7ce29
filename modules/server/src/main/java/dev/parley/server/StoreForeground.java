package dev.parley.server;

import dev.parley.server.cli.Console;
import dev.parley.server.cli.ExitCode;
import dev.parley.server.cli.StoreServer;
import dev.parley.store.StoreConfig;
import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an embedded store until the process is told to stop (SIGTERM, Ctrl-C), or the store can no longer be written.
 * Confined to the thread that runs it.
 */
final class StoreForeground implements StoreServer {

    private static final Logger log = LoggerFactory.getLogger(StoreForeground.class);

    private final Console console;

    StoreForeground(Console console) {
        this.console = console;
    }

    @Override
    public int run(StoreConfig config) {
        return switch (EmbeddedStore.open(config.data(), config.port())) {
            case Opening.Refused(String why) -> {
                console.err().println("parley: cannot start: " + why);
                yield ExitCode.FAILED;
            }
            case Opening.Opened(EmbeddedStore store) -> serve(store);
        };
    }

    private int serve(EmbeddedStore store) {
        var over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            store.close();
            log.info("stopped");
            over.countDown();
        }));
        // Whoever waits for this may stop it at once, and it stops in good order.
        console.out()
                .println("parley store ready: " + store.uri() + " pid="
                        + ProcessHandle.current().pid());
        var unused = store.broken().thenRun(over::countDown);
        try {
            over.await();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
        return store.broken().isDone() ? ExitCode.FAILED : ExitCode.OK;
    }
}
