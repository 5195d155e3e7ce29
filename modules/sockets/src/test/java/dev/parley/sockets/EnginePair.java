package dev.parley.sockets;

import dev.parley.cluster.ClusterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Two nodes of one cluster: one that has the sessions of a test, and one that its requests go to. Started for the first
 * test class that needs them, and stopped after the last.
 */
final class EnginePair implements BeforeAllCallback, AfterEachCallback {

    private record Running(TestEngine owner, TestEngine front) implements AutoCloseable {
        @Override
        public void close() {
            front.stop();
            owner.stop();
        }
    }

    private Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(EnginePair.class))
                .getOrComputeIfAbsent(Running.class, none -> start(), Running.class);
    }

    private static Running start() {
        List<TestEngine> engines = clustered(2, settings -> {});
        return new Running(engines.getFirst(), engines.getLast());
    }

    /** Starts nodes that know one another. */
    static List<TestEngine> clustered(int count, Consumer<EngineSettings> changes) {
        List<Integer> ports = freePorts(count);
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        List<TestEngine> engines = ports.stream()
                .map(port -> new TestEngine(
                        new ClusterConfig("engines-" + ports.getFirst(), "127.0.0.1", port, 0, members), changes))
                .toList();
        engines.forEach(TestEngine::start);
        for (TestEngine engine : engines) Patience.until(() -> engine.others().size() == count - 1);
        return engines;
    }

    static List<Integer> freePorts(int count) {
        return IntStream.range(0, count).mapToObj(i -> freePort()).toList();
    }

    /** Below those that systems take for outgoing connections, of which one might have it before who is to listen there. */
    private static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            return freePort();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        owner().hangUp();
        front().hangUp();
    }

    TestEngine owner() {
        return running.owner;
    }

    TestEngine front() {
        return running.front;
    }

    /** A session of the owner. */
    PollingClient poll(String query) {
        return owner().poll(query);
    }
}
