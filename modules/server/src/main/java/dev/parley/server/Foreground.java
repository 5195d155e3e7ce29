package dev.parley.server;

import dev.parley.server.cli.Console;
import dev.parley.server.cli.ExitCode;
import dev.parley.server.cli.Server;
import dev.parley.server.config.Configuration;
import dev.parley.sockets.SocketsConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node until the process is told to stop (SIGTERM, Ctrl-C). Confined to the thread that runs it. */
final class Foreground implements Server {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(10);

    private final Console console;

    Foreground(Console console) {
        this.console = console;
    }

    @Override
    public int run(Configuration config) {
        Node node;
        try {
            node = await(Node.start(config), START_WITHIN);
        } catch (CompletionException | TimeoutException fault) {
            Throwable cause = fault.getCause() == null ? fault : fault.getCause();
            log.debug("the node did not start", cause);
            console.err().println("parley: cannot start: " + cause.getMessage());
            return ExitCode.FAILED;
        }
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .unstarted(() -> stop(node, config.drain().timeout(), stopped)));
        String url =
                scheme(config.sockets()) + "://" + reachable(config.sockets().host()) + ":" + node.port();
        if (config.api().demo().isPresent()) console.out().println("demo: " + url + "/demo");
        console.out().println("pages: " + pages(config.sockets().allowedOrigins()) + " (sockets.allowed-origins)");
        // The last of what a start says: whoever waits for it has all of it, and may stop it at once.
        console.out()
                .println("parley ready: " + url + " node=" + node.id() + " pid="
                        + ProcessHandle.current().pid());
        return wait(stopped);
    }

    /** In the shutdown hook: the process ends when it returns. */
    private static void stop(Node node, Duration within, CountDownLatch stopped) {
        // It keeps to the time by itself; this is for the case that its event loops do not.
        if (!finishes(node.drain(), within.plus(GRACE))) log.warn("the clients could not be told to leave");
        if (!finishes(node.leave(), LEAVE_WITHIN)) log.warn("stopped without finishing within {}", LEAVE_WITHIN);
        log.info("stopped");
        stopped.countDown();
    }

    private static boolean finishes(Future<?> future, Duration within) {
        try {
            await(future, within);
            return true;
        } catch (CompletionException | TimeoutException late) {
            return false;
        }
    }

    private static int wait(CountDownLatch stopped) {
        try {
            stopped.await();
            return ExitCode.OK;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private static <T> T await(Future<T> future, Duration within) throws TimeoutException {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        try {
            return done.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof TimeoutException late) throw late;
            throw fault;
        }
    }

    /** Whose pages may connect, in words. */
    private static String pages(List<String> origins) {
        if (origins.isEmpty()) return "only this server's own may connect";
        if (origins.contains("*")) return "any may connect, wherever they are from";
        return "this server's own and those of " + String.join(", ", origins) + " may connect";
    }

    private static String scheme(SocketsConfig sockets) {
        return sockets.tls().isPresent() ? "https" : "http";
    }

    /** An address that a person can open. */
    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }
}
