package dev.parley.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A redis-server that keeps nothing, as a process. Owned by the thread of its test. */
public final class RedisProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final int TAIL = 30;

    private final int port = FreePorts.one();
    private Process process;
    private Output output;

    private RedisProcess(String password) {
        process = launch(password);
        output = Output.of(process);
    }

    /** Starts one that wants a password, and waits until it is ready. */
    public static RedisProcess start(String password) {
        var redis = new RedisProcess(password);
        try {
            return redis.awaitReady();
        } catch (AssertionError fault) {
            redis.close();
            throw fault;
        }
    }

    private Process launch(String password) {
        List<String> command =
                new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1", "--port", String.valueOf(port)));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no", "--requirepass", password));
        try {
            Process launched =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Children.adopt(launched);
            return launched;
        } catch (IOException fault) {
            throw new AssertionError("redis-server could not be started; the tests need it on the PATH", fault);
        }
    }

    private RedisProcess awaitReady() {
        if (output.await(line -> line.contains("Ready to accept connections"), READY_WITHIN)
                .isEmpty())
            throw new AssertionError("Redis is not ready within " + READY_WITHIN + "\n" + output.tail(TAIL));
        return this;
    }

    public int port() {
        return port;
    }

    /** SIGKILL: whoever is connected sees the connection break. */
    public void kill9() {
        Children.kill(process);
    }

    /** Starts it again after its end, with its port and maybe another password, and waits until it is ready. */
    public void startAgain(String password) {
        process = launch(password);
        output = Output.of(process);
        awaitReady();
    }

    @Override
    public void close() {
        kill9();
    }
}
