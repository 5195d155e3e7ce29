package dev.parley.testkit;

import java.time.Duration;
import java.util.Map;

/**
 * A store that several nodes share, as a process of the runnable jar with a folder of its own. Owned by the thread of its
 * test.
 */
public final class StoreProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int STOPPED_WITHIN_SECONDS = 30;
    private static final int TAIL = 60;

    private final TemporaryFolder folder = TemporaryFolder.make();
    private final int port = FreePorts.one();
    private Process process;
    private Output output;

    private StoreProcess() {
        process = launch();
        output = Output.of(process);
    }

    /** Starts one and waits until it is ready. */
    public static StoreProcess start() {
        var store = new StoreProcess();
        try {
            return store.awaitReady();
        } catch (AssertionError fault) {
            store.close();
            throw fault;
        }
    }

    private Process launch() {
        return Jar.run(
                folder.path(),
                Map.of(),
                "store",
                "--data",
                folder.path().resolve("data").toString(),
                "--port",
                String.valueOf(port));
    }

    private StoreProcess awaitReady() {
        if (output.await(line -> line.startsWith("parley store ready: "), READY_WITHIN)
                .isEmpty()) throw new AssertionError("the store is not ready within " + READY_WITHIN + "\n" + tail());
        return this;
    }

    /** For {@code MONGODB_URI}; the same after each start. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/parley";
    }

    /** SIGKILL: nodes see their connections break. */
    public void kill9() {
        Children.kill(process);
    }

    /** Starts it again after its end, with its port and its data, and waits until it is ready. */
    public void startAgain() {
        process = launch();
        output = Output.of(process);
        awaitReady();
    }

    /** SIGTERM, and waits for it to end in good order. */
    public void terminate() {
        // By its handle: Process.destroy() would also close the output, and with it the last words.
        process.toHandle().destroy();
        if (!Children.gone(process, STOPPED_WITHIN_SECONDS))
            throw new AssertionError("the store does not stop\n" + tail());
        output.awaitEnd();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has printed such a line since it was last started. */
    public boolean hasLogged(String part) {
        return output.await(line -> line.contains(part), Duration.ZERO).isPresent();
    }

    /** The end of its log, for people. */
    public String tail() {
        return "--- log of the store at " + uri() + "\n" + output.tail(TAIL);
    }

    /** Ends it, and its data with it. */
    @Override
    public void close() {
        kill9();
        folder.close();
    }
}
