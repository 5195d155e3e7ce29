package dev.parley.redis;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Reach;
import dev.parley.redis.AdapterMessage.Addressees;
import dev.parley.redis.AdapterMessage.Emit;
import dev.parley.redis.AdapterMessage.Foreign;
import dev.parley.redis.AdapterMessage.Garbage;
import dev.parley.redis.AdapterMessage.Order;
import dev.parley.redis.Channels.Channel;
import dev.parley.redis.Channels.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what messages of the adapter say, to the sockets of this node alone: every node hears every message, so that each
 * socket is reached once, in the order of Redis, and no node has to be chosen. Confined to RedisVerticle's event loop.
 */
final class Bridge {

    private static final Logger log = LoggerFactory.getLogger(Bridge.class);

    private final String app;
    private final Channels channels;
    private final MessageReader reader;
    private final Predicate<String> namespaces;
    private final Broadcaster broadcaster;
    private final ClusterSockets sockets;
    private final Supplier<String> ids;
    private final Counter events;
    private final Counter orders;
    private final Counter ignored;
    private final Counter refused;

    private boolean hasComplained;

    Bridge(RedisConfig config, RedisServices node) {
        this.app = config.app();
        this.channels = new Channels(config.prefix());
        this.reader = new MessageReader(config.maxMessage(), config.limits());
        this.namespaces = node.namespaces();
        this.broadcaster = node.broadcaster();
        this.sockets = node.sockets();
        this.ids = node.ids();
        this.events = heard(node.meters(), "event");
        this.orders = heard(node.meters(), "command");
        this.ignored = heard(node.meters(), "ignored");
        this.refused = heard(node.meters(), "refused");
    }

    private static Counter heard(MeterRegistry meters, String as) {
        return Counter.builder("parley.redis.messages")
                .description("Messages that came from Redis; ignored ones concern other servers or other namespaces, "
                        + "refused ones are garbage")
                .tag("as", as)
                .register(meters);
    }

    /** What to subscribe to. */
    List<String> patterns() {
        return channels.patterns();
    }

    void hear(String channel, byte[] message) {
        Optional<Channel> from = channels.parse(channel);
        if (from.isEmpty()) {
            ignored.increment();
        } else if (from.get().kind() == Kind.EVENT) {
            take(from.get(), reader.event(message));
        } else {
            take(from.get(), reader.request(message));
        }
    }

    private void take(Channel from, AdapterMessage message) {
        switch (message) {
            case Emit emit -> emit(from, emit);
            case Order order -> order(from, order);
            case Foreign foreign -> ignored.increment();
            case Garbage(String why) -> {
                refused.increment();
                if (!hasComplained)
                    log.warn("a message from Redis is passed over, since {}; further ones are counted only", why);
                hasComplained = true;
            }
        }
    }

    private void emit(Channel from, Emit emit) {
        if (!from.isOf(emit.namespace()) || !namespaces.test(emit.namespace())) {
            ignored.increment();
            return;
        }
        events.increment();
        Audience audience = audience(emit.namespace(), emit.to());
        broadcaster.broadcast(
                new Broadcast(ids.get(), audience, emit.args(), emit.attachments(), emit.droppable()), Reach.NODE);
    }

    private void order(Channel from, Order order) {
        Optional<String> namespace = from.namespace().filter(namespaces);
        if (namespace.isEmpty()) {
            ignored.increment();
            return;
        }
        orders.increment();
        sockets.command(audience(namespace.get(), order.to()), order.command(), Reach.NODE);
    }

    private Audience audience(String namespace, Addressees addressees) {
        List<Target> to = targets(addressees.rooms());
        return new Audience(
                new AppNamespace(app, namespace),
                to.isEmpty() ? List.of(Target.EVERYONE) : to,
                targets(addressees.except()));
    }

    /** In Socket.IO every socket is in a room that is named by its id. */
    private static List<Target> targets(List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(Target.room(name), Target.socket(name)))
                .toList();
    }
}
