package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * As much of a node as there is in this module, with a real Hazelcast member and a real clustered event bus.
 *
 * @param heard what came where a node's sockets would be
 */
record TestNode(
        NodeId id,
        Cluster cluster,
        Bus bus,
        DirectoryVerticle directory,
        Broadcaster broadcaster,
        Inquiries inquiries,
        SocketsOverTheBus sockets,
        Queue<Delivery> heard,
        MeterRegistry meters) {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final InquiryLimits LIMITS = new InquiryLimits(Duration.ofMinutes(1), 1_000, 3);
    static final RequestLimits REQUESTS = new RequestLimits(Duration.ofSeconds(2), 3);

    static TestNode start(String clusterName, String name, int port, List<Integer> ports) {
        var id = new NodeId(name);
        var members = ports.stream().map(each -> "127.0.0.1:" + each).toList();
        var config = new ClusterConfig(clusterName, "127.0.0.1", port, 0, members);
        Cluster cluster = get(Cluster.join(config, id, new VertxOptions().setEventLoopPoolSize(2)));
        var bus = new Bus(cluster.vertx());
        var meters = new SimpleMeterRegistry();
        var directory = new DirectoryVerticle(id, new LogNumber(), bus, cluster, 1_000);
        directory.traffic().bindTo(meters);
        var broadcaster = new Broadcaster(id, bus, directory, meters);
        var inquiries = new Inquiries(id, cluster, bus, broadcaster, LIMITS, meters);
        var sockets = new SocketsOverTheBus(id, cluster, bus, broadcaster, REQUESTS, meters);
        Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
        get(bus.hear(Addresses.FANOUT, said -> {
                    if (said instanceof Delivery delivery) heard.add(delivery);
                })
                .compose(open -> inquiries.open())
                .compose(open -> sockets.open())
                .compose(open -> bus.open(id))
                .compose(open -> cluster.vertx().deployVerticle(directory)));
        return new TestNode(id, cluster, bus, directory, broadcaster, inquiries, sockets, heard, meters);
    }

    /** What a counter of this node says. */
    double count(String name, String... tags) {
        return meters.get(name).tags(tags).functionCounter().count();
    }

    /** Whether an event of this id has come. */
    boolean hasHeard(String event) {
        return heard.stream().anyMatch(delivery -> idOf(delivery).equals(event));
    }

    /** The id of the event that it is about; empty if it is about none. */
    static String idOf(Delivery delivery) {
        return switch (delivery) {
            case Message.Broadcast event -> event.id();
            case Message.Inquiry inquiry -> inquiry.event().id();
            case SocketRequest.Report report -> report.event().id();
            case SocketRequest.Order none -> "";
            case SocketRequest.Lookup none -> "";
        };
    }

    /** Below those that systems take for outgoing connections, of which one might have it before who is to listen there. */
    static int freePort() throws IOException {
        int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            return freePort();
        }
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
