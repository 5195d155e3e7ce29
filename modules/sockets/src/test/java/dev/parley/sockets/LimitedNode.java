package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A node whose apps {@code default} and {@code other} have limits that tests set, under a clock that tests move. Used by
 * the thread of its test.
 */
final class LimitedNode implements Apps, LongSupplier, AutoCloseable {

    static final int MANY = 4_000_000;

    final TestNode node;
    final RawClient client;
    private final Map<Limit, Integer> limits = new EnumMap<>(Limit.class);
    private final AtomicLong nanos = new AtomicLong(1_000_000);
    private volatile AppTable table;

    LimitedNode(ClientLimits config) {
        this(config, MANY, 100_000, Map.of());
    }

    LimitedNode(ClientLimits config, int outboundBytes, int outboundPackets, Map<String, ? extends Profile> profiles) {
        for (Limit limit : Limit.values()) limits.put(limit, limit.most());
        publish();
        node = new TestNode(TestNode.limited(config, outboundBytes, outboundPackets), profiles, this, this);
        client = new RawClient(node);
    }

    /** The rules of a listener that matter to no test but a few. */
    static ClientLimits abuse(int limit) {
        return new ClientLimits(0, 1_000_000, Integer.MAX_VALUE, List.of(), limit, List.of());
    }

    LimitedNode with(Limit limit, int value) {
        limits.put(limit, value);
        publish();
        return this;
    }

    private void publish() {
        table = new AppTable(
                app("default"), List.of(app("other")), new Limits(Map.copyOf(limits)), InstantSource.system());
    }

    private static App app(String id) {
        return new App(id, id, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), false, Limits.NONE);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Optional<App> find(String id) {
        return table.find(id);
    }

    @Override
    public Optional<Caller> byKey(String presented) {
        return table.byKey(presented);
    }

    @Override
    public App standard() {
        return table.standard();
    }

    /** How often a limit has refused something, once it has as often as that. */
    void assertRefused(String limit, String app, int times) {
        Patience.until(() -> count("parley.limited", "limit", limit, app) >= times);
        assertThat(count("parley.limited", "limit", limit, app)).isEqualTo(times);
    }

    double count(String meter, String tag, String value, String app) {
        Counter counter = node.meters.find(meter).tags(tag, value, "app", app).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
