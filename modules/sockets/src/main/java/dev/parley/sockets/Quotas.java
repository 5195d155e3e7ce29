package dev.parley.sockets;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.sockets.AddressBook.Entry;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.Gate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many connections there may be: of the node, of an address, of an app, of a user. Safe on every thread.
 *
 * <p>Limits are looked up with each connection, so a change counts for the next one.
 */
public final class Quotas {

    private record User(String app, String name) {}

    private final Apps apps;
    private final LongSupplier clock;
    private final LimitMetrics metrics;
    private final AtomicInteger connections = new AtomicInteger();
    private final AddressBook addresses = new AddressBook();
    private final AppConnections ofApps = new AppConnections();
    private final ConcurrentMap<User, Integer> users = new ConcurrentHashMap<>();

    Quotas(Apps apps, LongSupplier clock, LimitMetrics metrics) {
        this.apps = apps;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The way in under the rules of a listener. */
    Gate gate(ClientLimits config) {
        return client -> enter(client, config);
    }

    private Gate.Verdict enter(ClientRequest client, ClientLimits config) {
        // One that names no app that there is will be told so, and counts for nobody until then.
        String named = client.app().orElse(apps.standard().id());
        App app = apps.find(named).orElse(apps.standard());
        if (connections.incrementAndGet() > config.connections() && config.connections() > 0) {
            connections.decrementAndGet();
            return refused("max-connections", named, true, "This node has as many connections as it may.", 10);
        }
        Gate.Verdict verdict = enter(client.address(), named, app, config);
        if (verdict instanceof Gate.Refused) connections.decrementAndGet();
        return verdict;
    }

    private Gate.Verdict enter(String address, String named, App app, ClientLimits config) {
        String block = AddressBook.block(address);
        int most = app.limits().of(Limit.CONNECTIONS_PER_ADDRESS);
        Entry entry = addresses.enter(
                block, most, config.unjoinedPerAddress(), config.connectsPerSecond(), clock.getAsLong());
        return switch (entry) {
            case TOO_FAST ->
                refused("connects-per-second", named, false, "This address opens connections too fast.", 1);
            case TOO_MANY ->
                refused(
                        Limit.CONNECTIONS_PER_ADDRESS.key(),
                        named,
                        false,
                        "This address has as many connections as it may.",
                        10);
            case TOO_MANY_UNJOINED ->
                refused(
                        "max-unjoined-per-address",
                        named,
                        false,
                        "Too many connections of this address are in no namespace.",
                        10);
            case OPENED -> {
                boolean known = app.id().equals(named);
                if (!known || ofApps.enter(app.id(), app.limits().of(Limit.CONNECTIONS)))
                    yield new Gate.Entered(new Ticket(block, named, known));
                addresses.left(block, false);
                yield refused(Limit.CONNECTIONS.key(), named, false, "The app has as many connections as it may.", 10);
            }
        };
    }

    private Gate.Refused refused(String limit, String app, boolean node, String message, int retryAfter) {
        metrics.limited(limit, app);
        String code = limit.equals("connects-per-second") ? "rate_limited" : "too_many_connections";
        return new Gate.Refused(node, code, message, retryAfter);
    }

    /** Confined to its session's event loop. */
    private final class Ticket implements Gate.Ticket {

        private final String address;
        private final String app;
        private final boolean known;
        private boolean joined;

        Ticket(String address, String app, boolean known) {
            this.address = address;
            this.app = app;
            this.known = known;
        }

        @Override
        public void joined() {
            if (joined) return;
            joined = true;
            addresses.joined(address);
        }

        @Override
        public void left() {
            connections.decrementAndGet();
            addresses.left(address, joined);
            if (known) ofApps.leave(app);
        }
    }

    // ---- Users ----

    /**
     * A connection turns out to be a user's.
     *
     * @return false where the user has as many as the app allows, and then nothing has changed
     */
    boolean userEnters(String app, String user) {
        int most = apps.find(app).orElse(apps.standard()).limits().of(Limit.CONNECTIONS_PER_USER);
        var entered = new boolean[1];
        users.compute(new User(app, user), (key, known) -> {
            int count = known == null ? 0 : known;
            entered[0] = count < most;
            if (entered[0]) count++;
            return count == 0 ? null : count;
        });
        if (!entered[0]) metrics.limited(Limit.CONNECTIONS_PER_USER.key(), app);
        return entered[0];
    }

    /** Such a connection is gone, or is the user's no longer. Once for each that entered. */
    void userLeaves(String app, String user) {
        users.computeIfPresent(new User(app, user), (key, count) -> count == 1 ? null : count - 1);
    }

    // ---- The cluster ----

    AppConnections ofApps() {
        return ofApps;
    }

    /** Lets go of what is of no more use. */
    void tidy() {
        addresses.forget(clock.getAsLong());
    }
}
